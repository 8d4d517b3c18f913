using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Partners;

/// <summary>Reads a partner's public keys, wherever its registration has them from.</summary>
internal static class PartnerKeysCompiler
{
    public static PartnerKeySet Compile(KeysRegistration? registration, bool sandbox, RegistrationFaults faults)
    {
        if (registration is null)
            return PartnerKeySet.Empty;
        if (registration.JwksUri is { } address && WhyNot(address, sandbox) is { } reason)
            faults.Under("jwks_uri").Add(reason, "Give the https address of the partner's JWKS");
        var jwk = Read(registration.Jwk, PartnerKeyReader.ReadJwk, "jwk", faults);
        var pem = Read(registration.Pem, text => PartnerKeyReader.ReadPem(text), "pem", faults);
        var fetched = Read(registration.Fetched, PartnerKeyReader.ReadJwk, "fetched", faults);

        // Who publishes a key set renews its keys there, newest first; a key that is added by hand is added at the end.
        return new PartnerKeySet([.. jwk.Signing, .. pem.Signing, .. fetched.Signing], [.. fetched.Encryption, .. jwk.Encryption.Reverse()]);
    }

    private static PartnerKeySet Read<T>(IReadOnlyList<T>? keys, Func<T, PartnerKeyReading> read, string member, RegistrationFaults faults)
    {
        var signing = new List<PartnerKey>();
        var encryption = new List<PartnerEncryptionKey>();
        for (var i = 0; i < keys?.Count; i++)
        {
            var reading = read(keys[i]);
            signing.AddRange(reading.Keys);
            encryption.AddRange(reading.EncryptionKeys);
            if (reading.Faults.Count > 0)
                faults.Under(member).At(i).Add($"can't be used: {string.Join("; ", reading.Faults)}", "Give a public key: RSA of 2048 bits or more, P-256, or for signatures Ed25519");
        }

        return new PartnerKeySet(signing, encryption);
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
