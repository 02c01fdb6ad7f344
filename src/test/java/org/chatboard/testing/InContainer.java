package org.chatboard.testing;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What tests inside the server are deployed with. */
public final class InContainer {

    /**
     * The context root. Each process of tests has one of its own: the server's deployer puts the archive under its name into the
     * folder for temporary files, where the other process would write over it while it is read.
     */
    public static final String CONTEXT = "/chatboard-it-" + System.getProperty("chatboard.fork", "1");

    private InContainer() {}

    /** The built WAR under another name, so that it stands beside the ChatBoard that the other tests talk to. */
    public static WebArchive chatboard() {
        File war = new File(System.getProperty("chatboard.war", "target/chatboard.war"));
        return ShrinkWrap.create(ZipImporter.class, CONTEXT.substring(1) + ".war")
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
