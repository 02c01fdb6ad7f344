package org.chatboard.contract;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Window;
import org.chatboard.testing.contract.OpenApi;
import org.junit.jupiter.api.Test;

/** The viewer of the API under the strict Content-Security-Policy, without any other server. */
@NeedsBrowser
class ChromiumViewerIT {

    @Test
    void theViewerShowsEveryCallAndAsksNobodyElse() {
        try (Browsers browsers = Browsers.start();
                Window window = browsers.window()) {
            window.go("/api/");
            assertThat(window.page()
                            .getByRole(AriaRole.HEADING)
                            .getByText("ChatBoard")
                            .first())
                    .isVisible();
            assertThat(window.page().locator(".opblock"))
                    .hasCount(OpenApi.DOCUMENT.operations().size());
            window.page().locator(".opblock-summary").first().click();
            assertThat(window.page().locator(".opblock-body").first()).isVisible();
            window.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/it/screenshots/viewer.png")));
            window.page().locator(".documents").getByText("SCIM").click();
            assertThat(window.page()
                            .getByRole(AriaRole.HEADING)
                            .getByText("accounts from a directory")
                            .first())
                    .isVisible();
            assertThat(window.page().locator(".opblock"))
                    .hasCount(OpenApi.SCIM.operations().size());
            Assertions.assertThat(window.complaints()).isEmpty();
            Assertions.assertThat(window.strangers()).isEmpty();
        }
    }
}
