package org.chatboard.testing;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What tests inside the server are deployed with. */
public final class InContainer {

    private InContainer() {}

    /** The built WAR under another name, so that it stands beside the ChatBoard that the other tests talk to. */
    public static WebArchive chatboard() {
        File war = new File(System.getProperty("chatboard.war", "target/chatboard.war"));
        return ShrinkWrap.create(ZipImporter.class, "chatboard-it.war")
                .importFrom(war)
                .as(WebArchive.class)
                .addAsLibraries(jarOf(Assertions.class));
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
