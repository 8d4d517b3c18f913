namespace Dci.CrvsApi.Profiles;

/// <summary>How the members of a person are cased; header and message are always snake case.</summary>
internal enum MemberCasing
{
    Snake,
    Camel,
}

/// <summary>How an item without a match is told.</summary>
internal enum NoMatchForm
{
    /// <summary><c>data</c> with an empty <c>reg_records</c>.</summary>
    Empty,

    /// <summary>No <c>data</c> at all.</summary>
    Omit,
}

/// <summary>How it is told that every item is refused in meaning.</summary>
internal enum RejectionForm
{
    /// <summary>HTTP 400 when every item is refused in meaning.</summary>
    Http,

    /// <summary>HTTP 200 with <c>rjct</c> items.</summary>
    Item,
}

/// <summary>What the header has beyond what there is to say.</summary>
internal enum HeaderExtras
{
    None,

    /// <summary><c>status_reason_code</c>, null when there is none, and <c>meta.data</c>: readers of that edition take both without looking whether they are there.</summary>
    G2pConnect,
}

/// <summary>The action a synchronous reply names.</summary>
internal enum ReplyActionForm
{
    /// <summary><c>on-search</c>.</summary>
    Standard,

    /// <summary>The action of the request, <c>search</c>.</summary>
    Request,
}

/// <summary>Who stands as sender and receiver of a reply.</summary>
internal enum ReplyPartiesForm
{
    Swapped,
    Echoed,
}

/// <summary>Which message id a reply has.</summary>
internal enum ReplyMessageIdForm
{
    New,
    Echoed,
}

/// <summary>The form of the signature of what is sent.</summary>
internal enum SignatureForm
{
    AttachedJws,
    ParameterString,
}

/// <summary>The JSON shape of reg_records.</summary>
internal enum RegRecordsForm
{
    Array,

    /// <summary>An object when there is exactly one record, else an array.</summary>
    ObjectWhenOne,
}

/// <summary>How the lines of an address are spelt.</summary>
internal enum AddressLineForm
{
    /// <summary><c>address_line_1</c>.</summary>
    Schemas,

    /// <summary><c>address_line1</c>.</summary>
    Samples,

    Both,
}

/// <summary>The form of a notification.</summary>
internal enum NotifyForm
{
    Standard,

    /// <summary>OpenSPP's event_type, event_date and identifiers.</summary>
    OpenSpp,

    G2pConnect,
}

/// <summary>Which edition's words name the kinds of register, record and event.</summary>
internal enum Vocabulary
{
    Dci,

    /// <summary>The namespaces of the drafts before 1.0.0.</summary>
    CoreDraft,

    G2pConnect,

    /// <summary>The register is named after the event, as OpenCRVS does.</summary>
    OpenCrvs,
}

/// <summary>Where the parts of a name stand.</summary>
internal enum NameForm
{
    /// <summary>A <c>name</c> object.</summary>
    Object,

    /// <summary>The parts of the name beside the other members, the surname called family name.</summary>
    Flat,
}

/// <summary>The members of an identifier.</summary>
internal enum IdentifierForm
{
    /// <summary><c>identifier_type</c> and <c>identifier_value</c>.</summary>
    Standard,

    /// <summary><c>name</c> and <c>identifier</c>, as OpenCRVS writes them.</summary>
    Named,
}

/// <summary>How parents and spouses are told.</summary>
internal enum RelativeForm
{
    /// <summary><c>parent1_identifier</c>, <c>parent2_identifier</c> and <c>related_person</c>.</summary>
    Standard,

    /// <summary>One <c>relations</c> list whose <c>@type</c> tells the relation, as OpenCRVS writes it.</summary>
    Relations,
}

/// <summary>Members beyond the standard that a known reader looks for.</summary>
internal enum PersonExtras
{
    None,

    /// <summary>Repeats under OpenSPP's own names what its birth check looks for.</summary>
    OpenSpp,
}

/// <summary>How far the instants of a message are written out.</summary>
internal enum InstantForm
{
    Milliseconds,

    /// <summary>No fraction: OpenSPP verifies its callbacks only so.</summary>
    Seconds,
}
