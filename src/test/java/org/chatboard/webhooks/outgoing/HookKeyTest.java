package org.chatboard.webhooks.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.chatboard.platform.DataFolder;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookKeyTest {

    private static final UUID HOOK = new UUID(1, 2);

    @TempDir
    Path data;

    @Test
    void theKeyIsMadeOnceForTheOwnerOfTheServer() throws IOException {
        HookKey key = key(data.toString());
        String secret = key.secret(HOOK, 1);
        assertThat(secret).matches("cbs_[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("webhook-key"))))
                .isEqualTo("rw-------");
        HookKey afterRestart = key(data.toString());
        assertThat(afterRestart.id()).isEqualTo(key.id()).isPresent();
        assertThat(afterRestart.secret(HOOK, 1)).isEqualTo(secret);
    }

    @Test
    void everyHookAndVersionHasASecretOfItsOwn() {
        HookKey key = key(data.toString());
        assertThat(key.secret(HOOK, 1)).isNotEqualTo(key.secret(HOOK, 2)).isNotEqualTo(key.secret(new UUID(1, 3), 1));
    }

    @Test
    void withoutTheFileTheSecretsAreOthers() throws IOException {
        HookKey key = key(data.toString());
        String secret = key.secret(HOOK, 1);
        Files.delete(data.resolve("webhook-key"));
        HookKey other = key(data.toString());
        assertThat(other.secret(HOOK, 1)).isNotEqualTo(secret);
        assertThat(other.id()).isNotEqualTo(key.id());
    }

    @Test
    void aSpoiltFileIsNoKey() throws IOException {
        Files.writeString(data.resolve("webhook-key"), "short\n");
        assertThatThrownBy(() -> key(data.toString()).id()).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void withoutAFolderThereIsNoKey() {
        assertThat(key("").id()).isEmpty();
    }

    /** Made with {@code printf '1700000000.{}' | openssl dgst -sha256 -hmac secret}. */
    @Test
    void theSignatureIsWhatOpensslMakes() {
        assertThat(HookKey.signature("secret", "1700000000", "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163");
    }

    @SuppressWarnings("UnnecessaryAssignment") // no container runs here
    private static HookKey key(String folder) {
        HookKey key = new HookKey();
        key.folder = new DataFolder(new Settings() {
            @Override
            public String text(Setting setting) {
                return folder;
            }
        });
        return key;
    }
}
