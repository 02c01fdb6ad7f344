package org.chatboard.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** User names out of what others call people. */
class ExternalUsersTest {

    @ParameterizedTest
    @CsvSource({
        "anna,anna",
        "Anna.Berger@corp.example,anna.berger",
        "CORP\\Zoë Müller,corp-zoe-muller",
        "'',user",
        "'李',user",
        "al,user-al",
        "@anna,anna",
        "..anna--,anna",
        "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd,aaaaaaaaaabbbbbbbbbbcccccccccc"
    })
    void aUserNameIsMadeOfWhatIsGiven(String given, String username) {
        assertThat(ExternalUsers.stem(given)).isEqualTo(username);
    }

    @ParameterizedTest
    @CsvSource({
        "Anna,Berger,ab,Anna,Berger",
        "Madonna,'',mado,Madonna,''",
        "' ',Berger,ab,Berger,''",
        "'','',anna,Anna,''",
        "'','',berta.gross,Berta,Gross",
        "'','',j.r--tolkien_,J,R Tolkien",
        "'','',12-3,12,3"
    })
    void nobodyIsCalledTwiceTheSame(String first, String last, String username, String shownFirst, String shownLast) {
        assertThat(ExternalUsers.Names.of(first, last, username))
                .isEqualTo(new ExternalUsers.Names(shownFirst, shownLast));
    }
}
