package org.chatboard.security.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;

/** Whether a proxy is believed. Whether it is there, only its next request can tell. */
@ApplicationScoped
public class ProxyProbe implements Probe {

    @Inject
    ProxySettings proxy;

    @Inject
    Settings settings;

    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public Finding look() {
        List<String> problems = proxy.problems(settings);
        if (!problems.isEmpty()) {
            return Finding.bad("check.proxy.half", String.join(" ", problems));
        }
        Optional<ProxyConfig> config = proxy.find();
        return config.isEmpty()
                ? Finding.off("check.proxy.off")
                : Finding.good("check.proxy.good", config.get().userHeader(), settings.text(Setting.PROXY_TRUSTED));
    }
}
