package org.chatboard.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chatboard.platform.DataFolder;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.users.NewUser;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstAdminTest {

    private static final NewUser IDA = new NewUser("ida", "ida@localhost", "Ida", "Lind", "kites over the harbour");

    private static final class People extends UserService {

        private final List<NewUser> admins = new ArrayList<>();

        @Override
        public boolean hasAdmin() {
            return !admins.isEmpty();
        }

        @Override
        public UserView registerAdmin(NewUser newUser) {
            admins.add(newUser);
            return new UserView(
                    UUID.randomUUID(), newUser.username(), newUser.firstName(), newUser.lastName(), true, true);
        }
    }

    @TempDir
    Path data;

    private final People people = new People();

    private final FirstAdmin firstAdmin = new FirstAdmin();

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // no container runs here
    void wire() {
        firstAdmin.folder = new DataFolder(new Settings() {
            @Override
            public String text(Setting setting) {
                return data.resolve("deeper").toString();
            }
        });
        firstAdmin.users = people;
    }

    private Path file() {
        return data.resolve("deeper/setup-token");
    }

    private String token() throws IOException {
        return Files.readString(file()).strip();
    }

    @Test
    void theTokenIsForTheOwnerOfTheServer() throws IOException {
        firstAdmin.prepare();

        assertThat(token()).hasSize(43);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void theTokenStaysTheSameOverRestarts() throws IOException {
        firstAdmin.prepare();
        String before = token();

        firstAdmin.prepare();

        assertThat(token()).isEqualTo(before);
    }

    @Test
    void theTokenMakesOneAdministratorOnce() throws IOException {
        firstAdmin.prepare();
        String token = token();

        firstAdmin.create(token, IDA);

        assertThat(people.admins).containsExactly(IDA);
        assertThat(file()).doesNotExist();
        assertThat(firstAdmin.isOpenTo(token)).isFalse();
        assertThatThrownBy(() -> firstAdmin.create(token, IDA)).isInstanceOf(NotFound.class);
    }

    @Test
    void otherTokensOpenNothing() throws IOException {
        assertThat(firstAdmin.isOpenTo("")).isFalse();
        firstAdmin.prepare();

        assertThat(firstAdmin.isOpenTo("")).isFalse();
        assertThat(firstAdmin.isOpenTo(token() + "x")).isFalse();
        assertThatThrownBy(() -> firstAdmin.create("guessed", IDA)).isInstanceOf(NotFound.class);
        assertThat(people.admins).isEmpty();
    }

    @Test
    void aTokenThatIsLeftOverIsTakenAway() throws IOException {
        firstAdmin.prepare();
        people.registerAdmin(IDA);

        firstAdmin.prepare();

        assertThat(file()).doesNotExist();
    }
}
