package org.chatboard.harm;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.chatboard.platform.Workers;

/** Gives the workers of a ChatBoard as much to do as they take, with {@code POST}, and ends it, with {@code GET}. */
@WebServlet("/flood")
public class FloodServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** Should the test die, the server goes on. */
    private static final long LONGEST_SECONDS = 60;

    @Inject
    transient Workers workers;

    private transient CountDownLatch end = new CountDownLatch(0);

    @Override
    protected synchronized void doPost(HttpServletRequest request, HttpServletResponse response) {
        CountDownLatch until = end.getCount() > 0 ? end : new CountDownLatch(1);
        end = until;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        try {
            while (System.nanoTime() < deadline) {
                workers.execute(() -> await(until));
            }
            response.setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
        } catch (RejectedExecutionException full) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        end.countDown();
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static void await(CountDownLatch until) {
        try {
            boolean isOver = until.await(LONGEST_SECONDS, TimeUnit.SECONDS);
            assert isOver;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
