package org.chatboard.platform.threads;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Tells the beans that have something to do at the start, once the schema is there; what one of them throws stops the start.
 *
 * <p>Nothing of it is an EJB, although those can start by themselves: in a thread whose context comes from an EJB, or from a
 * clock or a pool that was set going by one, Payara 6 begins the transaction of a {@code @Transactional} bean but does not
 * enlist the connections in it ({@code TransactionManagerHelper.preInvokeTx} looks at contexts of the web only). Each
 * statement is then committed by itself, and nothing is rolled back.
 */
@WebListener
public class StartListener implements ServletContextListener {

    @Inject
    Event<Starting> event;

    /** ChatBoard starts; what is thrown now stops it. */
    public record Starting() {}

    @Override
    public void contextInitialized(ServletContextEvent start) {
        event.fire(new Starting());
    }
}
