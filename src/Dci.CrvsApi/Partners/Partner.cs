using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Partners;

/// <summary>A registered partner, ready for use: who it is, how it signs, what it may ask and how it wants to be answered. Immutable; a change makes a new one.</summary>
internal sealed record Partner
{
    /// <summary>Also its OAuth2 client id.</summary>
    public required string Id { get; init; }

    public required bool Disabled { get; init; }

    /// <summary>Seeded for trying out; disabled under Production rules.</summary>
    public bool Sandbox { get; init; }

    /// <summary>Every <c>header.sender_id</c> it may use; never empty.</summary>
    public required IReadOnlyList<string> SenderIds { get; init; }

    /// <summary>Every <c>header.receiver_id</c> it may address besides the server's own id.</summary>
    public IReadOnlyList<string> ReceiverIds { get; init; } = [];

    public SignaturePolicy SignaturePolicy { get; init; } = SignaturePolicy.Required;

    /// <summary>Under <c>accept-unsigned</c>, also asynchronous operations may be unsigned.</summary>
    public bool AsyncUnsigned { get; init; }

    /// <summary>Its public keys for signatures, as registered or as its pinned JWKS was last read.</summary>
    public IReadOnlyList<PartnerKey> Keys { get; init; } = [];

    /// <summary>Its public keys that answers are encrypted to, from the same places, newest first.</summary>
    public IReadOnlyList<PartnerEncryptionKey> EncryptionKeys { get; init; } = [];

    /// <summary>Where it publishes its keys, pinned at registration; read in the background and never named by a message.</summary>
    public Uri? KeySetAddress { get; init; }

    public required OutputProfile Profile { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public AccessGrant Access { get; init; } = AccessGrant.Everything;

    /// <summary>Origins (scheme, host, port) that callbacks may go to.</summary>
    public IReadOnlyList<string> CallbackOrigins { get; init; } = [];

    /// <summary>Where its callbacks go when a message names no <c>sender_uri</c>; null when nothing was agreed.</summary>
    public Uri? CallbackUri { get; init; }

    /// <summary>Whether its callback origins may be on a private network.</summary>
    public bool PrivateCallbacks { get; init; }

    public PartnerLimits Limits { get; init; } = new();
}

internal enum SignaturePolicy
{
    Required,
    AcceptUnsigned,

    /// <summary>Sandbox partners only.</summary>
    Off,
}

/// <summary>What a partner may see; null lists mean no limit. What it may not see it may neither search nor sort by.</summary>
internal sealed record AccessGrant
{
    public static AccessGrant Everything { get; } = new();

    public IReadOnlySet<VitalEvent>? Events { get; init; }

    public IReadOnlySet<IdentifierKind>? IdentifierKinds { get; init; }

    /// <summary>Canonical DCI attribute names it may search and sort by (the first column of the mapping table).</summary>
    public IReadOnlySet<string>? Attributes { get; init; }

    /// <summary>Top-level members of the canonical person it may receive, for example <c>birth_date</c>.</summary>
    public IReadOnlySet<string>? Fields { get; init; }

    /// <summary>FHIR Location ids; only events that happened inside them are found.</summary>
    public IReadOnlyList<string>? Jurisdictions { get; init; }

    /// <summary>Each item must carry a consent or authorisation with a purpose.</summary>
    public bool PurposeRequired { get; init; }

    /// <summary>Purposes (codes) that are accepted; null accepts any.</summary>
    public IReadOnlySet<string>? Purposes { get; init; }

    /// <summary>It may subscribe to every record of an event, and not only to those it can name something of.</summary>
    public bool AllRecords { get; init; }

    /// <summary>It may hear of what hospitals have notified and nobody has registered.</summary>
    public bool NotifiedEvents { get; init; }

    /// <summary>WebSub topics tell it records, and not only that there is news.</summary>
    public bool FullEvents { get; init; }

    /// <summary>Sections of the FHIR Composition that it may have, by event (<c>child-details</c>, …); null, or an event that is not among them, means all.</summary>
    public IReadOnlyDictionary<VitalEvent, IReadOnlySet<string>>? Sections { get; init; }
}

/// <summary>How much a partner may ask. Null means the server's own limit.</summary>
internal sealed record PartnerLimits
{
    public int? PageSize { get; init; }

    /// <summary>More matches than this are refused with <c>rjct.search.too_many_records_found</c>; null never refuses.</summary>
    public int? MaxMatches { get; init; }

    public int? ItemsPerMessage { get; init; }

    public int? RequestsPerMinute { get; init; }

    /// <summary>Most items in one callback.</summary>
    public int? CallbackItems { get; init; }

    /// <summary>About how many bytes one callback may have; never less than one item.</summary>
    public int? CallbackBytes { get; init; }

    /// <summary>Most asynchronous messages that may be unfinished or undelivered before new ones are refused.</summary>
    public int? Unfinished { get; init; }

    /// <summary>Attempts after which a delivery is given up.</summary>
    public int? DeliveryAttempts { get; init; }

    /// <summary>Hours after which a delivery is given up.</summary>
    public int? DeliveryHours { get; init; }

    /// <summary>Most subscriptions it may have at the same time.</summary>
    public int? Subscriptions { get; init; }
}
