namespace Dci.CrvsApi.Partners;

/// <summary>Reads where a partner may be called back, and where it is when a message does not say.</summary>
internal static class CallbacksCompiler
{
    private const int LongestAddress = 2_000;

    public static IReadOnlyList<string> Origins(PartnerRegistration registration, RegistrationFaults faults)
    {
        var origins = registration.CallbackOrigins ?? [];
        for (var i = 0; i < origins.Count; i++)
        {
            if (CallbackOrigin.WhyNot(origins[i]) is { } reason)
                faults.At(i).Add(reason, "Give https://host or https://host:port; http and an open port (:*) on loopback only");
        }

        return origins;
    }

    public static Uri? Address(PartnerRegistration registration, RegistrationFaults faults)
    {
        if (registration.CallbackUri is not { } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || text.Length > LongestAddress)
            faults.Add("is not an http or https address", $"Give a whole address of at most {LongestAddress} characters");
        else if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            faults.Add("has a user or a fragment", "Give scheme, host, path and query only");
        else if (!(registration.CallbackOrigins ?? []).Any(origin => CallbackOrigin.Parse(origin)?.Covers(address) == true))
            faults.Add("is not within callback_origins", "Add its origin there, or give another address");
        else
            return address;
        return null;
    }

    public static bool MayBePrivate(PartnerRegistration registration, RegistrationFaults faults)
    {
        if (registration is { PrivateCallbacks: true, CallbackOrigins: null or { Count: 0 } })
            faults.Add("has no effect while callback_origins names nothing", "Name the origins on the private network, or leave it out");
        return registration.PrivateCallbacks == true;
    }
}
