using System.Text.Json;

namespace Dci.CrvsApi.Partners;

/// <summary>The agreement with a partner as written down: one JSON document, the same in the partner file and in the database. Absent means the default of <c>docs/partners.md</c>.</summary>
internal sealed record PartnerRegistration
{
    /// <summary>Also the OAuth2 client id.</summary>
    public string? Id { get; init; }

    public IReadOnlyList<string>? SenderIds { get; init; }

    public IReadOnlyList<string>? ReceiverIds { get; init; }

    /// <summary>Name of the output preset.</summary>
    public string? Profile { get; init; }

    /// <summary>Knobs of the preset that this partner wants otherwise, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement>? ProfileOverrides { get; init; }

    public string? SignaturePolicy { get; init; }

    public bool? AsyncUnsigned { get; init; }

    public KeysRegistration? Keys { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    public IReadOnlyList<string>? Events { get; init; }

    public IReadOnlyList<string>? IdentifierTypes { get; init; }

    public IReadOnlyList<string>? Attributes { get; init; }

    public IReadOnlyList<string>? Fields { get; init; }

    public IReadOnlyList<string>? Jurisdictions { get; init; }

    public bool? PurposeRequired { get; init; }

    public IReadOnlyList<string>? Purposes { get; init; }

    /// <summary>Whether it may subscribe to every record of an event.</summary>
    public bool? AllRecords { get; init; }

    /// <summary>Whether it may hear of what hospitals have notified.</summary>
    public bool? NotifiedEvents { get; init; }

    /// <summary>Whether WebSub topics tell it records.</summary>
    public bool? FullEvents { get; init; }

    /// <summary>Sections of the FHIR Composition that it may have, by event.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Sections { get; init; }

    public IReadOnlyList<string>? CallbackOrigins { get; init; }

    /// <summary>Where callbacks go when a message does not say.</summary>
    public string? CallbackUri { get; init; }

    public bool? PrivateCallbacks { get; init; }

    public LimitsRegistration? Limits { get; init; }

    public bool? Sandbox { get; init; }

    /// <summary>In the partner file: SHA-256 of the client secret, hexadecimal or base64url. The database keeps it beside the document.</summary>
    public string? SecretSha256 { get; init; }

    /// <summary>In the partner file: switched off. The database keeps it beside the document.</summary>
    public bool? Disabled { get; init; }
}

/// <summary>Where a partner's public keys come from.</summary>
internal sealed record KeysRegistration
{
    public IReadOnlyList<JsonElement>? Jwk { get; init; }

    public IReadOnlyList<string>? Pem { get; init; }

    /// <summary>Pinned: the server reads it in the background, and no other address.</summary>
    public string? JwksUri { get; init; }

    /// <summary>The keys that were last read from <see cref="JwksUri"/>; kept by the server.</summary>
    public IReadOnlyList<JsonElement>? Fetched { get; init; }

    /// <summary>One key, as JWK or PEM. What is no JSON object is taken for PEM, whose reader then says what is wrong with it.</summary>
    public static KeysRegistration Of(string key)
    {
        try
        {
            if (JsonElement.Parse(key) is { ValueKind: JsonValueKind.Object } jwk)
                return new KeysRegistration { Jwk = [jwk] };
        }
        catch (JsonException)
        {
        }

        return new KeysRegistration { Pem = [key] };
    }
}

/// <summary>How much the partner may ask.</summary>
internal sealed record LimitsRegistration
{
    public int? PageSize { get; init; }

    public int? MaxMatches { get; init; }

    public int? ItemsPerMessage { get; init; }

    public int? RequestsPerMinute { get; init; }

    public int? CallbackItems { get; init; }

    public int? CallbackBytes { get; init; }

    public int? Unfinished { get; init; }

    public int? DeliveryAttempts { get; init; }

    public int? DeliveryHours { get; init; }

    public int? Subscriptions { get; init; }
}
