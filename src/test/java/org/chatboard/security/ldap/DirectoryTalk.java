package org.chatboard.security.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Settings of a directory for tests that ask it without a server of ChatBoard. */
final class DirectoryTalk {

    private DirectoryTalk() {}

    /** The company's directory at some address. */
    static DirectoryConfig config(String url, boolean startTls) {
        return config(url, startTls, Corp.SERVICE_PASSWORD, Corp.PEOPLE);
    }

    static DirectoryConfig config(String url, boolean startTls, String password, String userBase) {
        return config(url, startTls, password, userBase, "");
    }

    /** The same, whose certificate is believed if an authority in a file has signed it. */
    static DirectoryConfig trusting(String url, boolean startTls, Path certificateFile) {
        return config(url, startTls, Corp.SERVICE_PASSWORD, Corp.PEOPLE, certificateFile.toString());
    }

    private static DirectoryConfig config(
            String url, boolean startTls, String password, String userBase, String certificateFile) {
        return new DirectoryConfig(
                "",
                url,
                Corp.SERVICE,
                password,
                "",
                startTls,
                certificateFile,
                userBase,
                "(|(uid={0})(mail={0}))",
                DirectoryConfig.Attributes.USUAL,
                Corp.GROUPS,
                "(|(member={0})(uniqueMember={0})(memberUid={1}))",
                true,
                List.of("chatboard-admins"),
                List.of(),
                new DirectoryConfig.Sync(Duration.ofHours(1), false, 20));
    }

    static DirectoryConfig config(int port) {
        return config("ldap://127.0.0.1:" + port, false);
    }
}
