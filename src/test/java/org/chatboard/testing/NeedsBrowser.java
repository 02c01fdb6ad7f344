package org.chatboard.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Tests that a Chromium runs; without one they are skipped visibly, or fail with {@code -Dbrowser.required=true}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ExtendWith({NeedsBrowser.Condition.class, NeedsBrowser.Photographer.class})
public @interface NeedsBrowser {

    /** Says whether there is a Chromium, and says it loudly when there is none. */
    final class Condition implements ExecutionCondition {

        private static final System.Logger LOG = System.getLogger(NeedsBrowser.class.getName());

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Browsers.executable().isPresent()) {
                return ConditionEvaluationResult.enabled("there is a Chromium");
            }
            if (Boolean.getBoolean("browser.required")) {
                throw new AssertionError("no Chromium, and -Dbrowser.required=true");
            }
            LOG.log(System.Logger.Level.WARNING, "skipped: no Chromium for {0}", context.getDisplayName());
            return ConditionEvaluationResult.disabled("skipped: no Chromium");
        }
    }

    /** Keeps a picture of what the windows showed when a test failed. */
    final class Photographer implements TestExecutionExceptionHandler {

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            Window.photograph(context.getRequiredTestMethod().getName());
            throw failure;
        }
    }
}
