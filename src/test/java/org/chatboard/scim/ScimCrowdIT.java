package org.chatboard.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatboard.scim.Directory.fresh;
import static org.chatboard.scim.Directory.ok;
import static org.chatboard.scim.Directory.total;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Many people at once: page by page, and by several writers who know nothing of each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScimCrowdIT {

    private Directory directory = new Directory("");

    @BeforeAll
    void idaMakesAToken() {
        directory = Directory.ofIda();
    }

    @Test
    void twoHundredAndFiftyPeopleAreReadPageByPage() {
        String run = fresh("page");
        for (int i = 0; i < 250; i++) {
            Directory.made(directory.post(
                    "/Users",
                    "{\"userName\":\"%s-%d@example.net\",\"name\":{\"givenName\":\"%s\",\"familyName\":\"Many\"}}"
                            .formatted(run, i, run)));
        }
        Set<String> seen = new HashSet<>();
        String last = "";
        for (int start = 1; start <= 250; start += 70) {
            JsonObject page = ok(directory.get("/Users?filter=name.givenName%20eq%20%22" + run + "%22&startIndex="
                    + start + "&count=70&sortBy=id"));
            assertThat(page.getInt("totalResults")).isEqualTo(250);
            assertThat(page.getInt("startIndex")).isEqualTo(start);
            assertThat(page.getInt("itemsPerPage")).isEqualTo(Math.min(70, 251 - start));
            for (JsonValue user : page.getJsonArray("Resources")) {
                String id = user.asJsonObject().getString("id");
                assertThat(id).isGreaterThan(last);
                last = id;
                seen.add(id);
            }
        }
        assertThat(seen).hasSize(250);
        assertThat(ok(directory.get("/Users?count=0")).getJsonArray("Resources"))
                .isEmpty();
        assertThat(ok(directory.get("/Users?count=1000000")).getJsonArray("Resources"))
                .hasSize(200);
        assertThat(ok(directory.get("/Users?startIndex=-5&count=-1")).getInt("startIndex"))
                .isEqualTo(1);
        assertThat(ok(directory.get("/Users?startIndex=999999999")).getJsonArray("Resources"))
                .isEmpty();
        assertThat(ok(directory.get("/Users?attributes=userName&count=1"))
                        .getJsonArray("Resources")
                        .getJsonObject(0)
                        .keySet())
                .containsExactlyInAnyOrder("schemas", "id", "userName");
    }

    @Test
    void ofTwoWhoCreateTheSameOneWinsAndNamesakesGetNamesOfTheirOwn() {
        String name = fresh("twice") + "@example.net";
        List<CompletableFuture<Integer>> same = new ArrayList<>();
        List<CompletableFuture<Integer>> namesakes = new ArrayList<>();
        String stem = fresh("same");
        for (int i = 0; i < 4; i++) {
            String domain = "@d" + i + ".example";
            same.add(CompletableFuture.supplyAsync(
                    () -> directory.post("/Users", Directory.body(name, "x")).statusCode()));
            namesakes.add(CompletableFuture.supplyAsync(() ->
                    directory.post("/Users", Directory.body(stem + domain, "y")).statusCode()));
        }
        assertThat(same).extracting(CompletableFuture::join).containsExactlyInAnyOrder(201, 409, 409, 409);
        assertThat(namesakes).extracting(CompletableFuture::join).containsOnly(201);
        assertThat(total(directory.find("/Users", "userName eq \"" + name + "\"")))
                .isEqualTo(1);
    }

    @Test
    void twoWhoChangeOnePersonAtOnceBothGetTheirWay() {
        String id = directory.user(fresh("both") + "@example.net", fresh("ext")).getString("id");
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String given = "{'op':'replace','path':'name.givenName','value':'G" + i + "'}";
            String family = "{'op':'replace','path':'name.familyName','value':'F" + i + "'}";
            all.add(CompletableFuture.supplyAsync(
                    () -> directory.patch("/Users/" + id, given).statusCode()));
            all.add(CompletableFuture.supplyAsync(
                    () -> directory.patch("/Users/" + id, family).statusCode()));
        }
        assertThat(all).extracting(CompletableFuture::join).containsOnly(200);
        assertThat(ok(directory.get("/Users/" + id)).getString("displayName")).matches("G[0-9] F[0-9]");
    }
}
