package org.chatboard.scim.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operations of a PATCH make of a resource. */
class PatchTest {

    private static final Shape SHAPE =
            new Shape(Set.of("username", "active"), Set.of("name"), Set.of("emails", "members"), Set.of("id", "meta"));

    private static final String BEFORE = "{'id':'7','username':'anna','active':true,'name':{'givenname':'Anna'},"
            + "'emails':[{'value':'a@x','type':'work'}],'members':[{'value':'1'},{'value':'2'}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'op':'Replace','path':'active','value':'False'}                      | active   | False",
                "{'op':'replace','value':{'active':false}}                             | active   | false",
                "{'op':'remove','path':'active'}                                       | active   | null",
                "{'op':'replace','path':'active'}                                      | active   | null",
                "{'op':'ADD','path':'name.familyName','value':'Berger'} | name | {givenname=Anna, familyname=Berger}",
                "{'op':'add','value':{'name.familyname':'B'}}           | name | {givenname=Anna, familyname=B}",
                "{'op':'replace','path':'name','value':{'familyname':'B'}} | name | {givenname=Anna, familyname=B}",
                "{'op':'remove','path':'name.givenName'}                               | name     | {}",
                "{'op':'remove','path':'name'}                                         | name     | {}",
                "{'op':'replace','path':'emails[type eq \"work\"].value','value':'b@x'} | emails | [{value=b@x, type=work}]",
                "{'op':'replace','path':'emails.value','value':'b@x'} | emails | [{value=b@x, type=work}]",
                "{'op':'add','path':'emails[type eq \"home\"].value','value':'h@x'} | emails "
                        + "| [{value=a@x, type=work}, {type=home, value=h@x}]",
                "{'op':'replace','path':'emails','value':[{'value':'c@x'}]}            | emails   | [{value=c@x}]",
                "{'op':'add','path':'members','value':[{'value':'2'},{'value':'3'}]} | members "
                        + "| [{value=1}, {value=2}, {value=3}]",
                "{'op':'add','path':'members','value':{'value':'3'}} | members | [{value=1}, {value=2}, {value=3}]",
                "{'op':'remove','path':'members[value eq \"1\"]'}                      | members  | [{value=2}]",
                "{'op':'remove','path':'members[value eq \"9\"]'}          | members  | [{value=1}, {value=2}]",
                "{'op':'Remove','path':'members','value':[{'value':'2'}]}              | members  | [{value=1}]",
                "{'op':'remove','path':'members'}                                      | members  | []",
                "{'op':'replace','path':'members','value':[]}                          | members  | []",
                "{'op':'replace','path':'id','value':'7'}                              | id       | 7",
                "{'op':'replace','value':{'id':'7','username':'ben'}}                  | username | ben",
                "{'op':'replace','path':'title','value':'Dr'}                          | title    | null",
                "{'op':'replace','path':'phoneNumbers[type eq \"work\"].value','value':'1'} | phonenumbers | null",
                "{'op':'add','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager','value':'1'}"
                        + " | username | anna",
            })
    void anOperationChangesWhatItNames(String operation, String attribute, String after) {
        assertThat(String.valueOf(patched(operation).get(attribute))).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'op':'replace','path':'id','value':'8'}                       | mutability",
                "{'op':'replace','value':{'id':'8'}}                            | mutability",
                "{'op':'remove','path':'meta'}                                  | mutability",
                "{'op':'replace','path':'active.more','value':true}             | invalidPath",
                "{'op':'replace','path':'active[value eq 1]','value':true}      | invalidPath",
                "{'op':'replace','path':'name[value eq 1]','value':true}        | invalidPath",
                "{'op':'replace','path':'name','value':'Anna'}                  | invalidValue",
                "{'op':'add','path':'members','value':['1']}                    | invalidValue",
                "{'op':'add','path':'members','value':'1'}                      | invalidValue",
                "{'op':'replace','path':'emails[type eq \"home\"].value','value':'b@x'} | noTarget",
                "{'op':'replace','path':'emails[type eq \"work\"].value'}       | invalidValue",
                "{'op':'remove'}                                                | noTarget",
                "{'op':'add','value':'x'}                                       | invalidValue",
                "{'op':'add'}                                                   | invalidValue",
                "{'op':'move','path':'active'}                                  | invalidSyntax",
                "{'op':1,'path':'active'}                                       | invalidSyntax",
                "{'path':'active'}                                              | invalidSyntax",
                "{'op':'add','path':1}                                          | invalidPath",
                "{'op':'add','path':'a b','value':1}                            | invalidPath",
                "{'op':'add','value':{'a b':1}}                                 | invalidPath",
                "'x'                                                            | invalidSyntax",
            })
    void whatMakesNoSenseIsRefusedWithAReason(String operation, String code) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> patched(operation))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void aPatchHasOperations() {
        for (String body : List.of("{}", "{'operations':[]}", "{'operations':{}}", "{'operations':'x'}")) {
            assertThatExceptionOfType(Invalid.class).isThrownBy(() -> Operation.all(json(body)));
        }
    }

    private static Map<String, Object> patched(String operation) {
        Map<String, Object> resource = new LinkedHashMap<>(json(BEFORE));
        Patch.apply(SHAPE, resource, Operation.all(json("{'operations':[" + operation + "]}")));
        return resource;
    }

    private static Map<String, Object> json(String text) {
        return StrictJson.foreign(
                text.replace('\'', '"').replaceAll("(?<=eq )\"(\\w+)\"(?=\\])", "\\\\\"$1\\\\\""), 10, 100);
    }
}
