using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Partners;

/// <summary>Makes a <see cref="Partner"/> of a registration, or says everything that is wrong with it.</summary>
internal static class PartnerCompiler
{
    /// <summary>The partner, or null when the registration has faults, old or new.</summary>
    public static Partner? Compile(PartnerRegistration registration, bool disabled, RegistrationFaults faults)
    {
        var policy = Policy(registration, faults);
        var keys = PartnerKeysCompiler.Compile(registration.Keys, registration.Sandbox == true, faults.Under("keys"));
        var partner = new Partner
        {
            Id = Id(registration.Id, faults.Under("id")),
            Disabled = disabled,
            Sandbox = registration.Sandbox == true,
            SenderIds = Ids(registration.SenderIds, "sender_ids", faults) ?? [registration.Id ?? ""],
            ReceiverIds = Ids(registration.ReceiverIds, "receiver_ids", faults) ?? [],
            SignaturePolicy = policy,
            AsyncUnsigned = registration.AsyncUnsigned == true,
            Keys = keys.Signing,
            EncryptionKeys = keys.Encryption,
            KeySetAddress = Uri.TryCreate(registration.Keys?.JwksUri, UriKind.Absolute, out var address) ? address : null,
            Profile = ProfileCompiler.Compile(registration, faults),
            Scopes = GrantedScopes(registration.Scopes, faults),
            Access = AccessGrantCompiler.Compile(registration, faults),
            CallbackOrigins = CallbacksCompiler.Origins(registration, faults.Under("callback_origins")),
            CallbackUri = CallbacksCompiler.Address(registration, faults.Under("callback_uri")),
            PrivateCallbacks = CallbacksCompiler.MayBePrivate(registration, faults.Under("private_callbacks")),
            Limits = LimitsCompiler.Compile(registration.Limits, faults.Under("limits")),
        };
        return faults.Any ? null : partner;
    }

    private static string Id(string? id, RegistrationFaults faults)
    {
        if (string.IsNullOrEmpty(id))
            faults.Add("is missing", "Give the partner's id; it is its OAuth2 client id too");
        else if (id.Length > 99 || !id.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'))
            faults.Add("can't be used as an id", "Use at most 99 letters, digits, '.', '-' and '_'");
        return id ?? "";
    }

    private static IReadOnlyList<string>? Ids(IReadOnlyList<string>? ids, string member, RegistrationFaults faults)
    {
        if (ids is { Count: 0 })
            faults.Under(member).Add("is empty", "Name an id or leave it out");
        for (var i = 0; i < ids?.Count; i++)
        {
            if (ids[i].Length is 0 or > 99 || ids[i].Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
                faults.Under(member).At(i).Add("can't be used as an id", "Use 1 to 99 characters without blanks");
        }

        return ids;
    }

    private static SignaturePolicy Policy(PartnerRegistration registration, RegistrationFaults faults)
    {
        var policy = SignaturePolicy.Required;
        if (registration.SignaturePolicy is { } word && !RegistrationWords.SignaturePolicies.TryGetValue(word, out policy))
            faults.Under("signature_policy").Add("is not known", $"Use one of: {string.Join(", ", RegistrationWords.SignaturePolicies.Keys.Order(StringComparer.Ordinal))}");
        if (policy == SignaturePolicy.Off && registration.Sandbox != true)
            faults.Under("signature_policy").Add("is off for a partner that is not a sandbox", "Use required or accept-unsigned, or set sandbox to true");
        if (registration.AsyncUnsigned == true && policy == SignaturePolicy.Required)
            faults.Under("async_unsigned").Add("contradicts the signature policy", "Leave it out, or set signature_policy to accept-unsigned");
        return policy;
    }

    private static List<string> GrantedScopes(IReadOnlyList<string>? words, RegistrationFaults faults)
    {
        var scopes = new List<string>();
        for (var i = 0; i < words?.Count; i++)
        {
            if (Scopes.Find(words[i]) is not { } scope)
                faults.Under("scopes").At(i).Add("is not known", $"Use one of: {string.Join(", ", Scopes.Known.Order(StringComparer.Ordinal))}");
            else if (!scopes.Contains(scope))
                scopes.Add(scope);
        }

        return words is null ? [Scopes.Search] : scopes;
    }
}
