using Dci.CrvsApi.Access;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Tests.Access;

internal sealed class AccessPolicyTests
{
    private static readonly AccessQuestion AnyBirth = new([VitalEvent.LiveBirth], ExplicitEvent: true, [], [], [], Purpose: null);

    [Test]
    public void Grants_everything_to_a_partner_without_limits()
    {
        var granted = Granted(new AccessGrant(), AnyBirth with { Attributes = ["birth_date"], SortAttributes = ["name.surname"] });

        Assert.That(granted.Events, Is.EqualTo(new[] { VitalEvent.LiveBirth }));
        Assert.That(granted.Jurisdiction, Is.Null);
    }

    [Test]
    public void Refuses_an_event_asked_for_by_name() =>
        Assert.That(Refused(new AccessGrant { Events = Set(VitalEvent.Death) }, AnyBirth).Detail, Does.Contain("birth"));

    [Test]
    public void Takes_an_event_that_was_not_named_out_of_the_search()
    {
        var question = AnyBirth with { Events = [VitalEvent.LiveBirth, VitalEvent.Death], ExplicitEvent = false };

        Assert.That(Granted(new AccessGrant { Events = Set(VitalEvent.Death) }, question).Events, Is.EqualTo(new[] { VitalEvent.Death }));
    }

    [Test]
    public void Refuses_when_no_event_is_left()
    {
        var question = AnyBirth with { ExplicitEvent = false };

        Assert.That(Refused(new AccessGrant { Events = Set(VitalEvent.Death) }, question).Code, Is.EqualTo("rjct.search_criteria.invalid"));
    }

    [Test]
    public void Refuses_to_search_by_an_attribute_that_is_not_granted() =>
        Assert.That(Refused(new AccessGrant { Attributes = Set("name") }, AnyBirth with { Attributes = ["name", "birth_date"] }).Detail, Does.Contain("birth_date"));

    [TestCase("birth_date")]
    [TestCase("age")]
    [TestCase("year_of_birth")]
    [TestCase("event_date")]
    public void Refuses_to_search_by_what_would_tell_a_hidden_field(string attribute) =>
        Assert.That(Refused(new AccessGrant { Fields = Set("name", "death_date") }, AnyBirth with { Attributes = [attribute] }).Code, Is.EqualTo("rjct.search_criteria.invalid"));

    [Test]
    public void Refuses_to_search_by_a_hidden_field_even_when_the_attribute_is_granted() =>
        Assert.That(Refused(new AccessGrant { Fields = Set("name"), Attributes = Set("birth_date") }, AnyBirth with { Attributes = ["birth_date"] }), Is.Not.Null);

    [Test]
    public void Refuses_to_sort_by_a_hidden_field() =>
        Assert.That(Refused(new AccessGrant { Fields = Set("name") }, AnyBirth with { SortAttributes = ["birth_date"] }).Code, Is.EqualTo("rjct.sort.invalid"));

    [Test]
    public void Lets_parts_of_a_visible_field_be_searched() =>
        Assert.That(Granted(new AccessGrant { Fields = Set("name") }, AnyBirth with { Attributes = ["name.surname"], SortAttributes = ["record_id"] }), Is.Not.Null);

    [Test]
    public void Wants_an_attribute_that_no_field_shows_granted_by_name()
    {
        var question = AnyBirth with { Attributes = ["tracking_id"] };

        Assert.That(Refused(new AccessGrant { Fields = Set("name") }, question), Is.Not.Null);
        Assert.That(Granted(new AccessGrant { Fields = Set("name"), Attributes = Set("tracking_id") }, question), Is.Not.Null);
    }

    [Test]
    public void Refuses_a_hidden_field_where_the_attribute_is_unheard_of() =>
        Assert.That(Refused(new AccessGrant { Fields = Set("name") }, AnyBirth with { Attributes = ["salary.gross"] }), Is.Not.Null);

    [Test]
    public void Keeps_an_unnamed_event_whose_field_is_visible()
    {
        var question = AnyBirth with { Events = [VitalEvent.LiveBirth, VitalEvent.Death], ExplicitEvent = false, Attributes = ["event_date"] };

        Assert.That(Granted(new AccessGrant { Fields = Set("death_date") }, question).Events, Is.EqualTo(new[] { VitalEvent.Death }));
    }

    [Test]
    public void Refuses_a_type_of_identifier_that_is_not_granted()
    {
        var grant = new AccessGrant { IdentifierKinds = Set(IdentifierKind.BirthRegistrationNumber) };

        Assert.That(Refused(grant, AnyBirth with { IdentifierKinds = [IdentifierKind.NationalId] }), Is.Not.Null);
        Assert.That(Granted(grant, AnyBirth with { IdentifierKinds = [IdentifierKind.BirthRegistrationNumber] }), Is.Not.Null);
    }

    [Test]
    public void Lets_a_granted_type_of_identifier_be_searched_whatever_the_attributes()
    {
        var grant = new AccessGrant { IdentifierKinds = Set(IdentifierKind.NationalId), Attributes = Set("birth_date") };
        var byUin = AnyBirth with { Attributes = ["UIN"], IdentifierKinds = [IdentifierKind.NationalId] };

        Assert.That(Granted(grant, byUin), Is.Not.Null);
        Assert.That(Refused(grant with { IdentifierKinds = null }, byUin).Detail, Does.Contain("UIN"));
        Assert.That(Refused(grant with { Fields = Set("birth_date") }, byUin).Detail, Does.Contain("UIN"));
    }

    [Test]
    public void Wants_both_spouses_visible_for_a_search_that_looks_at_both()
    {
        var question = AnyBirth with { Events = [VitalEvent.Marriage], Attributes = ["birth_date"] };

        Assert.That(Refused(new AccessGrant { Fields = Set("birth_date") }, question), Is.Not.Null);
        Assert.That(Granted(new AccessGrant { Fields = Set("birth_date", "related_person") }, question), Is.Not.Null);
    }

    [Test]
    public void Knows_of_every_searchable_attribute_and_event_what_shows_it()
    {
        var members = AccessVocabulary.Fields.Append("@id").ToHashSet();
        string[] shownNowhere = ["tracking_id", "registration_office", "mother.name", "mother.surname", "mother.given_name", "mother.birth_date", "father.name", "father.surname", "father.given_name", "father.birth_date"];
        foreach (var attribute in SearchVocabulary.Attributes.Except(shownNowhere))
        {
            var shown = Enum.GetValues<VitalEvent>().SelectMany(vitalEvent => AttributeFields.Of(attribute, vitalEvent)).ToHashSet();
            Assert.That(shown, Is.Not.Empty.And.SubsetOf(members), attribute);
        }
    }

    [TestCase(null, false)]
    [TestCase("SPP", true)]
    [TestCase("curiosity", false)]
    public void Wants_a_registered_purpose_where_one_is_required(string? purpose, bool granted)
    {
        var grant = new AccessGrant { PurposeRequired = true, Purposes = Set("SPP") };

        Assert.That(AccessPolicy.Decide(With(grant), AnyBirth with { Purpose = purpose }), granted ? Is.TypeOf<AccessDecision.Granted>() : Is.TypeOf<AccessDecision.Refused>());
    }

    [Test]
    public void Takes_any_purpose_where_none_is_listed() =>
        Assert.That(Granted(new AccessGrant { PurposeRequired = true }, AnyBirth with { Purpose = "whatever" }), Is.Not.Null);

    [Test]
    public void Keeps_a_search_within_the_jurisdiction()
    {
        var granted = Granted(new AccessGrant { Jurisdictions = ["d7"] }, AnyBirth);
        var query = Query(VitalEvent.LiveBirth);

        var restricted = granted.Restrict(query).Branches.Single().Filter;

        Assert.That(restricted, Is.TypeOf<FhirFilter.And>());
        Assert.That(((FhirFilter.And)restricted).Operands[0], Is.TypeOf<FhirFilter.InPlace>().With.Property("Values").EqualTo(new[] { "d7" }));
        Assert.That(((FhirFilter.And)restricted).Operands[1], Is.SameAs(query.Branches[0].Filter));
    }

    [Test]
    public void Takes_refused_events_out_of_the_query()
    {
        var granted = new AccessDecision.Granted([VitalEvent.Death], Jurisdiction: null);

        Assert.That(granted.Restrict(Query(VitalEvent.LiveBirth, VitalEvent.Death)).Branches.Select(branch => branch.Event), Is.EqualTo(new[] { VitalEvent.Death }));
    }

    [Test]
    public void Leaves_a_query_as_it_is_when_nothing_is_taken_away()
    {
        var query = Query(VitalEvent.LiveBirth);

        Assert.That(Granted(new AccessGrant(), AnyBirth).Restrict(query), Is.SameAs(query));
    }

    private static AccessDecision.Granted Granted(AccessGrant grant, AccessQuestion question)
    {
        var decision = AccessPolicy.Decide(With(grant), question);
        Assert.That(decision, Is.TypeOf<AccessDecision.Granted>());
        return (AccessDecision.Granted)decision;
    }

    private static Rejection Refused(AccessGrant grant, AccessQuestion question)
    {
        var decision = AccessPolicy.Decide(With(grant), question);
        Assert.That(decision, Is.TypeOf<AccessDecision.Refused>());
        return ((AccessDecision.Refused)decision).Rejection;
    }

    private static HashSet<T> Set<T>(params T[] values) => [.. values];

    private static FhirQuery Query(params VitalEvent[] events) =>
        new([.. events.Select(vitalEvent => new EventQuery(vitalEvent, new FhirFilter.RecordNumber(RecordNumberParameter.RecordId, Comparison.Eq, ["1"])))], [], new PageRequest(10, 1));

    private static Partner With(AccessGrant grant) =>
        new() { Id = "spp", Disabled = false, SenderIds = ["spp"], Profile = new OutputProfile { Preset = Presets.Default }, Access = grant };
}
