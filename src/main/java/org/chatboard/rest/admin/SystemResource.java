package org.chatboard.rest.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Locale;
import org.chatboard.admin.SystemCheck;
import org.chatboard.platform.probe.Finding.State;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.security.CurrentCaller;

/** Whether the parts of the installation work, for administrators. */
@Path("admin/system")
@RequestScoped
@Produces(JsonBody.JSON)
public class SystemResource {

    @Inject
    SystemCheck check;

    @Inject
    CurrentCaller current;

    /** 200 whatever is wrong: {@code status} says whether something is. */
    @GET
    public String show() {
        List<SystemCheck.Part> parts = check.run(current.get());
        boolean isBad = parts.stream().anyMatch(part -> part.finding().state() == State.BAD);
        return JsonBody.of(json -> {
            json.write("status", isBad ? State.BAD.wireName() : State.GOOD.wireName())
                    .writeStartArray("checks");
            parts.forEach(part -> json.writeStartObject()
                    .write("name", part.name())
                    .write("state", part.finding().state().wireName())
                    .write("detail", part.finding().text(Locale.ROOT))
                    .writeEnd());
            json.writeEnd();
        });
    }
}
