package org.chatboard.security.proxy;

import org.chatboard.platform.request.AddressList;

/**
 * How the proxy is believed.
 *
 * @param userHeader names the person
 * @param emailHeader has their e-mail; empty when none does
 * @param nameHeader has their full name; empty when none does
 * @param trusted whose headers count
 * @param createsAccounts whether somebody new gets an account
 * @param linksAccounts whether somebody new gets the account that has their user name
 */
record ProxyConfig(
        String userHeader,
        String emailHeader,
        String nameHeader,
        AddressList trusted,
        boolean createsAccounts,
        boolean linksAccounts) {}
