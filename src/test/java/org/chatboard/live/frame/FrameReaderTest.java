package org.chatboard.live.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.chatboard.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {

    private static final String ID = "018f6e0a-7b1c-7c3d-8e4f-5a6b7c8d9e0f";

    private final FrameReader reader = new FrameReader();

    @Test
    void everyFrameOfTheProtocolIsRead() {
        UUID id = UUID.fromString(ID);
        assertThat(reader.read(json("{'type':'message.post','clientId':'ID','to':'ben','text':'Hi!'}")))
                .isInstanceOfSatisfying(
                        Frame.Post.class,
                        post -> assertThat(post.message().to()).isEqualTo("ben"));
        assertThat(reader.read(json("{'type':'message.edit','messageId':'ID','text':'Hello!','change':3}")))
                .isEqualTo(new Frame.Edit(id, "Hello!", 3L));
        assertThat(reader.read(json("{'type':'message.edit','messageId':'ID','text':'Hello!'}")))
                .isEqualTo(new Frame.Edit(id, "Hello!", null));
        assertThat(reader.read(json("{'type':'message.delete','messageId':'ID','change':3}")))
                .isEqualTo(new Frame.Delete(id, 3L));
        assertThat(reader.read(json("{'type':'room.changes','roomId':'ID','after':0}")))
                .isEqualTo(new Frame.Changes(id, 0));
        assertThat(reader.read(json("{'type':'room.read','roomId':'ID','seq':7}")))
                .isEqualTo(new Frame.Read(id, 7));
        assertThat(reader.read(json("{'type':'typing.start','roomId':'ID'}"))).isEqualTo(new Frame.TypingStart(id));
        assertThat(reader.read(json("{'type':'presence.watch','userIds':['ID']}")))
                .isEqualTo(new Frame.Watch(List.of(id)));
        assertThat(reader.read(json("{'type':'ping'}"))).isEqualTo(new Frame.Ping());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown_type  | {'type':'message.burn'}",
                "missing       | {'text':'no type'}",
                "wrong_type    | {'type':1}",
                "unknown_field | {'type':'ping','seq':1}",
                "missing       | {'type':'message.post','text':'Hi!','to':'ben'}",
                "wrong_type    | {'type':'message.post','clientId':'1','text':'Hi!','to':'ben'}",
                "unknown_field | {'type':'message.post','clientId':'ID','to':'ben','text':'Hi!','senderId':'ID'}",
                "missing       | {'type':'message.edit','messageId':'ID'}",
                "bad_json      | {'type':'message.edit','messageId':'ID','text':'Hi!','change':null}",
                "wrong_type    | {'type':'message.delete','messageId':'ID','change':-1}",
                "unknown_field | {'type':'message.delete','messageId':'ID','text':'Hi!'}",
                "wrong_type    | {'type':'room.read','roomId':'ID','seq':-1}",
                "wrong_type    | {'type':'room.read','roomId':'ID','seq':'1'}",
                "bad_json      | {'type':'room.read','roomId':'ID','seq':9223372036854775808}",
                "wrong_type    | {'type':'presence.watch','userIds':['x']}",
                "bad_json      | not json",
            })
    void everythingElseIsRefusedWithItsReason(String code, String frame) {
        assertThatThrownBy(() -> reader.read(json(frame)))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void aRefusedFrameIsStillKnownByItsNames() {
        assertThatThrownBy(() -> reader.read(json("{'type':'message.post','ref':'r1','clientId':'ID','to':'ben'}")))
                .isInstanceOf(Invalid.class);
        assertThat(reader.ref()).isEqualTo("r1");
        assertThat(reader.clientId()).isEqualTo(UUID.fromString(ID));
    }

    private static String json(String text) {
        return text.replace('\'', '"').replace("ID", ID);
    }
}
