package org.chatboard.platform.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;

/** Whether proxies are believed on where requests come from. Whether they say it, only their next request can tell. */
@ApplicationScoped
public class ClientAddressProbe implements Probe {

    @Inject
    ClientAddress addresses;

    @Inject
    Settings settings;

    @Override
    public String name() {
        return "client-address";
    }

    @Override
    public Finding look() {
        List<String> problems = addresses.problems(settings);
        if (!problems.isEmpty()) {
            return Finding.bad("check.client-address.half", String.join(" ", problems));
        }
        String proxies = settings.text(Setting.CLIENT_ADDRESS_PROXIES);
        return proxies.isEmpty()
                ? Finding.off("check.client-address.off")
                : Finding.good("check.client-address.good", settings.text(Setting.CLIENT_ADDRESS_HEADER), proxies);
    }
}
