using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Partners;

/// <summary>The partner that Development registers, so that a newcomer can search in the first minute: it may sign or not, and be called back on loopback.</summary>
internal static class DemonstrationPartner
{
    public const string Id = "demo";

    public static NewPartner Create()
    {
        var key = TrialKey.Generate();
        return new NewPartner(TrialRegistration.For(Id, key), key.PrivateJwk);
    }
}

/// <summary>The partner that Conformance registers for the suites, under the names that they send.</summary>
internal static class SandboxPartner
{
    public const string Id = "test-client";

    public static NewPartner Create()
    {
        var key = TrialKey.Generate();
        return new NewPartner(TrialRegistration.For(Id, key) with { ReceiverIds = ["crvs-server", "registry-server"] }, key.PrivateJwk);
    }
}

/// <summary>What both have in common.</summary>
internal static class TrialRegistration
{
    public static PartnerRegistration For(string id, TrialKey key) => new()
    {
        Id = id,
        SenderIds = [id],
        SignaturePolicy = RegistrationWords.Of(SignaturePolicy.AcceptUnsigned),
        AsyncUnsigned = true,
        Keys = new KeysRegistration { Jwk = [key.PublicJwk] },
        Scopes = [.. Scopes.Known.Order(StringComparer.Ordinal)],
        AllRecords = true,
        NotifiedEvents = true,
        FullEvents = true,
        CallbackOrigins = ["http://127.0.0.1:*"],
        PrivateCallbacks = true,
        Sandbox = true,
    };
}
