using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Partners;

/// <summary>Says of a partner what is in force, each knob by itself, as name and value. No secret and no digest is in it.</summary>
internal static class PartnerDescription
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(RegisteredPartner registered)
    {
        var partner = registered.Partner;
        return
        [
            new("id", partner.Id),
            new("registered_in", registered.Origin == PartnerOrigin.File ? "file" : "database"),
            new("state", partner.Disabled ? "disabled" : "enabled"),
            new("sandbox", Word(partner.Sandbox)),
            new("client_secret", registered.SecretDigest is null ? "none" : "set"),
            new("sender_ids", Words(partner.SenderIds)),
            new("receiver_ids", Words(partner.ReceiverIds)),
            new("signature_policy", RegistrationWords.Of(partner.SignaturePolicy)),
            new("async_unsigned", Word(partner.AsyncUnsigned)),
            new("keys", Words([.. partner.Keys.Select(Key)])),
            new("encryption_keys", Words([.. partner.EncryptionKeys.Select(Key)])),
            new("scopes", Words(partner.Scopes)),
            .. Grant(partner.Access),
            new("callback_origins", Words(partner.CallbackOrigins)),
            new("callback_uri", partner.CallbackUri?.OriginalString ?? "none"),
            new("private_callbacks", Word(partner.PrivateCallbacks)),
            .. Limits(partner.Limits),
            new("profile", partner.Profile.Preset),
            .. Presets.Describe(partner.Profile).Select(knob => KeyValuePair.Create($"profile.{knob.Key}", knob.Value)),
        ];
    }

    private static IEnumerable<KeyValuePair<string, string>> Grant(AccessGrant grant) =>
    [
        new("events", Limit(grant.Events?.Select(RegistrationWords.Of))),
        new("identifier_types", Limit(grant.IdentifierKinds?.Select(RegistrationWords.Of))),
        new("attributes", Limit(grant.Attributes)),
        new("fields", Limit(grant.Fields)),
        new("jurisdictions", Limit(grant.Jurisdictions)),
        new("purpose_required", Word(grant.PurposeRequired)),
        new("purposes", Limit(grant.Purposes)),
        new("all_records", Word(grant.AllRecords)),
        new("notified_events", Word(grant.NotifiedEvents)),
        new("full_events", Word(grant.FullEvents)),
        new("sections", Sections(grant.Sections)),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Limits(PartnerLimits limits) =>
    [
        new("limits.page_size", Limit(limits.PageSize)),
        new("limits.max_matches", Limit(limits.MaxMatches)),
        new("limits.items_per_message", Limit(limits.ItemsPerMessage)),
        new("limits.requests_per_minute", Limit(limits.RequestsPerMinute)),
        new("limits.callback_items", Limit(limits.CallbackItems)),
        new("limits.callback_bytes", Limit(limits.CallbackBytes)),
        new("limits.unfinished", Limit(limits.Unfinished)),
        new("limits.delivery_attempts", Limit(limits.DeliveryAttempts)),
        new("limits.delivery_hours", Limit(limits.DeliveryHours)),
        new("limits.subscriptions", Limit(limits.Subscriptions)),
    ];

    private static string Key(PartnerKey key) =>
        $"{(key.Rsa is not null ? "RSA" : key.EcDsa is not null ? "P-256" : "Ed25519")}:{key.KeyId ?? "(no kid)"}";

    private static string Key(PartnerEncryptionKey key) => $"{(key.Rsa is not null ? "RSA" : "P-256")}:{key.KeyId}";

    private static string Word(bool value) => value ? "true" : "false";

    private static string Words(IReadOnlyCollection<string> words) => words.Count == 0 ? "none" : string.Join(", ", words);

    private static string Limit(IEnumerable<string>? words) => words is null ? "any" : string.Join(", ", words.Order(StringComparer.Ordinal));

    private static string Sections(IReadOnlyDictionary<VitalEvent, IReadOnlySet<string>>? sections) => sections is null
        ? "any"
        : string.Join("; ", sections.OrderBy(each => each.Key).Select(each => $"{RegistrationWords.Of(each.Key)}: {Limit(each.Value)}"));

    private static string Limit(int? limit) => limit?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "server's";
}
