package org.chatboard.rest.directories;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.ldap.DirectorySync;
import org.chatboard.security.ldap.DirectoryTrial;
import org.chatboard.security.ldap.SyncReport;

/** The directories whose people sign in: which, whether they can be asked, and what became of their people. */
@Path("admin/directories")
@RequestScoped
@Produces(JsonBody.JSON)
public class DirectoriesResource {

    /** More than anybody reads; the counts are those of all. */
    private static final int MOST_SHOWN = 1_000;

    @Inject
    CurrentCaller current;

    @Inject
    DirectoryTrial trial;

    @Inject
    DirectorySync sync;

    /** Those that are set up, with the end of the last comparison. */
    @GET
    public String list() {
        List<DirectoryTrial.Shown> all = trial.list(current.get());
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (DirectoryTrial.Shown directory : all) {
                json.writeStartObject()
                        .write("name", directory.name())
                        .write("urls", directory.urls())
                        .write("syncInterval", directory.interval().toString())
                        .write("isSyncing", directory.isComparing());
                if (directory.comparedAt() != null) {
                    json.writeStartObject("lastSync")
                            .write("endedAt", directory.comparedAt().toString())
                            .write("outcome", directory.outcome())
                            .write("detail", directory.detail())
                            .writeEnd();
                }
                json.writeEnd();
            }
            json.writeEnd();
        });
    }

    /** Asks each address of a directory for one person. */
    @POST
    @Path("checks")
    @Consumes(MediaType.APPLICATION_JSON)
    public String check(JsonFields fields) {
        String directory = fields.optionalText("directory").orElse("");
        String username = fields.text("username");
        fields.rejectUnknown();
        List<DirectoryTrial.Answer> findings = trial.run(current.get(), directory, username);
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (DirectoryTrial.Answer finding : findings) {
                json.writeStartObject()
                        .write("url", finding.url())
                        .write("works", finding.works())
                        .write("code", finding.code())
                        .write("detail", finding.detail())
                        .writeEnd();
            }
            json.writeEnd();
        });
    }

    /** Compares the accounts with a directory, and changes them unless it is a rehearsal. */
    @POST
    @Path("syncs")
    @Consumes(MediaType.APPLICATION_JSON)
    public String sync(JsonFields fields) {
        String directory = fields.optionalText("directory").orElse("");
        boolean isRehearsal = fields.optionalFlag("dryRun").orElse(false);
        fields.rejectUnknown();
        SyncReport report = sync.run(current.get(), directory, isRehearsal);
        return JsonBody.of(json -> write(json, report));
    }

    private static void write(JsonGenerator json, SyncReport report) {
        json.write("directory", report.directory())
                .write("dryRun", report.isRehearsal())
                .write("outcome", report.outcome().name())
                .write("detail", report.detail())
                .write("listed", report.listed())
                .write("created", report.count(SyncReport.Kind.CREATED))
                .write("updated", report.count(SyncReport.Kind.UPDATED))
                .write("disabled", report.count(SyncReport.Kind.DISABLED))
                .write("enabled", report.count(SyncReport.Kind.ENABLED))
                .write("refused", report.count(SyncReport.Kind.REFUSED))
                .writeStartArray("changes");
        report.changes().stream().limit(MOST_SHOWN).forEach(change -> {
            json.writeStartObject().write("kind", change.kind().name()).write("username", change.username());
            if (!change.reason().isEmpty()) {
                json.write("reason", change.reason());
            }
            json.writeEnd();
        });
        json.writeEnd();
    }
}
