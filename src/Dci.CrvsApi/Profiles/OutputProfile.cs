namespace Dci.CrvsApi.Profiles;

/// <summary>How a partner wants to be answered: every knob by itself. A preset is a named set of them.</summary>
internal sealed record OutputProfile
{
    /// <summary>The preset it started from, for example <c>dci-crvs-1.0.0</c>.</summary>
    public required string Preset { get; init; }

    public MemberCasing Casing { get; init; } = MemberCasing.Snake;

    public NoMatchForm NoMatch { get; init; } = NoMatchForm.Empty;

    public RejectionForm RejectAs { get; init; } = RejectionForm.Http;

    /// <summary>The action of a synchronous search reply: <c>on-search</c> by the standard, <c>search</c> for OpenCRVS.</summary>
    public ReplyActionForm ReplyAction { get; init; } = ReplyActionForm.Standard;

    public ReplyPartiesForm ReplyParties { get; init; } = ReplyPartiesForm.Swapped;

    public ReplyMessageIdForm ReplyMessageId { get; init; } = ReplyMessageIdForm.New;

    public SignatureForm Signature { get; init; } = SignatureForm.AttachedJws;

    /// <summary>JWA name of the signing algorithm: ES256, RS256 or EdDSA.</summary>
    public string Algorithm { get; init; } = "ES256";

    public RegRecordsForm RegRecords { get; init; } = RegRecordsForm.Array;

    public AddressLineForm AddressLines { get; init; } = AddressLineForm.Schemas;

    public NotifyForm Notify { get; init; } = NotifyForm.Standard;

    /// <summary>Puts the identifier that was searched for first in the record, spelt as it was asked.</summary>
    public bool SearchedIdentifierFirst { get; init; }

    /// <summary>Counts records instead of items in <c>header.total_count</c> of a reply.</summary>
    public bool TotalCountsRecords { get; init; }

    /// <summary>Exactly the members that the strictest reader knows, and no <c>completed_count</c> or <c>meta</c> in the header.</summary>
    public bool MinimalHeader { get; init; }

    /// <summary>Adds the older <c>reg_sub_type</c> beside <c>reg_event_type</c>.</summary>
    public bool RegSubType { get; init; }
}

internal enum MemberCasing
{
    Snake,
    Camel,
}

internal enum NoMatchForm
{
    /// <summary><c>data</c> with an empty <c>reg_records</c>.</summary>
    Empty,

    /// <summary>No <c>data</c> at all.</summary>
    Omit,
}

internal enum RejectionForm
{
    /// <summary>HTTP 400 when every item is refused in meaning.</summary>
    Http,

    /// <summary>HTTP 200 with <c>rjct</c> items.</summary>
    Item,
}

internal enum ReplyActionForm
{
    Standard,
    Request,
}

internal enum ReplyPartiesForm
{
    Swapped,
    Echoed,
}

internal enum ReplyMessageIdForm
{
    New,
    Echoed,
}

internal enum SignatureForm
{
    AttachedJws,
    ParameterString,
}

internal enum RegRecordsForm
{
    Array,

    /// <summary>An object when there is exactly one record, else an array.</summary>
    ObjectWhenOne,
}

internal enum AddressLineForm
{
    /// <summary><c>address_line_1</c>.</summary>
    Schemas,

    /// <summary><c>address_line1</c>.</summary>
    Samples,

    Both,
}

internal enum NotifyForm
{
    Standard,

    /// <summary>OpenSPP's event_type, event_date and identifiers.</summary>
    OpenSpp,

    G2pConnect,
}
