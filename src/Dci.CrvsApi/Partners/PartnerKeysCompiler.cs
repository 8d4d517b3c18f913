using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Partners;

/// <summary>Reads a partner's public keys, wherever its registration has them from.</summary>
internal static class PartnerKeysCompiler
{
    public static IReadOnlyList<PartnerKey> Compile(KeysRegistration? registration, bool sandbox, RegistrationFaults faults)
    {
        if (registration is null)
            return [];
        if (registration.JwksUri is { } address && WhyNot(address, sandbox) is { } reason)
            faults.Under("jwks_uri").Add(reason, "Give the https address of the partner's JWKS");
        return
        [
            .. Read(registration.Jwk, PartnerKeyReader.ReadJwk, "jwk", faults),
            .. Read(registration.Pem, pem => PartnerKeyReader.ReadPem(pem), "pem", faults),
            .. Read(registration.Fetched, PartnerKeyReader.ReadJwk, "fetched", faults),
        ];
    }

    private static List<PartnerKey> Read<T>(IReadOnlyList<T>? keys, Func<T, PartnerKeyReading> read, string member, RegistrationFaults faults)
    {
        var found = new List<PartnerKey>();
        for (var i = 0; i < keys?.Count; i++)
        {
            var reading = read(keys[i]);
            found.AddRange(reading.Keys);
            if (reading.Faults.Count > 0)
                faults.Under(member).At(i).Add($"can't be used: {string.Join("; ", reading.Faults)}", "Give a public key: RSA of 2048 bits or more, P-256 or Ed25519");
        }

        return found;
    }

    private static string? WhyNot(string address, bool sandbox)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return "is not an http or https address";
        if (uri.UserInfo.Length > 0)
            return "carries credentials";
        return uri.Scheme == "http" && !(sandbox && CallbackOrigin.IsLoopback(uri)) ? "is plain http" : null;
    }
}
