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

    /// <summary>HTTP status of an acknowledgement: 200, or 202 as OpenCRVS gives it.</summary>
    public int AckStatusCode { get; init; } = StatusCodes.Status200OK;

    public RegRecordsForm RegRecords { get; init; } = RegRecordsForm.Array;

    public AddressLineForm AddressLines { get; init; } = AddressLineForm.Schemas;

    public NotifyForm Notify { get; init; } = NotifyForm.Standard;

    /// <summary>Puts the identifier that was searched for first in the record, spelt as it was asked.</summary>
    public bool SearchedIdentifierFirst { get; init; }

    /// <summary>Counts records instead of items in <c>header.total_count</c> of a reply.</summary>
    public bool TotalCountsRecords { get; init; }

    /// <summary>Exactly the members that the strictest reader knows, and no <c>completed_count</c> or <c>meta</c> in the header.</summary>
    public bool MinimalHeader { get; init; }

    public HeaderExtras HeaderExtras { get; init; } = HeaderExtras.None;

    /// <summary>Adds the older <c>reg_sub_type</c> beside <c>reg_event_type</c>.</summary>
    public bool RegSubType { get; init; }

    /// <summary>The members <c>reg_event_type</c> and <c>reg_sub_type</c> of <c>data</c>; off for a reader that knows its members by heart.</summary>
    public bool EventTypeInData { get; init; } = true;

    public Vocabulary Vocabulary { get; init; } = Vocabulary.Dci;

    public NameForm Names { get; init; } = NameForm.Object;

    public IdentifierForm Identifiers { get; init; } = IdentifierForm.Standard;

    public RelativeForm Relatives { get; init; } = RelativeForm.Standard;

    public PersonExtras Extras { get; init; } = PersonExtras.None;

    public InstantForm Instants { get; init; } = InstantForm.Milliseconds;
}
