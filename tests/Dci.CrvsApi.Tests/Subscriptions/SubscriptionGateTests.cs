using System.Globalization;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions;

namespace Dci.CrvsApi.Tests.Subscriptions;

internal sealed class SubscriptionGateTests
{
    private const string InFilter = "rjct.notify_details.invalid";
    private const string InTypes = "rjct.notify_types.invalid";

    private static readonly SubscriptionGate Gate = new(new ManualClock());

    [Test]
    public void Finds_an_identifier_by_one_key_however_many_events_it_can_be_on()
    {
        var open = Open(new AccessGrant(), Wanted.Identifier("UIN", "847951632"));

        Assert.That(open.Events, Has.Count.EqualTo(6));
        Assert.That(open.Keys, Has.Count.EqualTo(1));
        Assert.That(open.Keys[0].Length, Is.EqualTo(16));
        Assert.That(open.Scanned, Is.False);
    }

    [Test]
    public void Finds_a_list_of_fifty_thousand_people_by_as_many_keys()
    {
        var numbers = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"{i.ToString(CultureInfo.InvariantCulture)}\""));

        var open = Open(new AccessGrant(), Wanted.Where("""{"UIN":{"$in":[""" + numbers + "]}}"));

        Assert.That(open.Keys, Has.Count.EqualTo(50_000));
        Assert.That(open.Scanned, Is.False);
    }

    [TestCase("""{"$or":[{"birth_place":"north"},{"UIN":{"$in":[NUMBERS]}}]}""")]
    [TestCase("""{"$or":[{"name.surname":"Khan"},{"UIN":{"$in":[NUMBERS]}}]}""")]
    public void Refuses_a_long_list_that_would_be_held_against_every_record_of_a_place_or_event(string expression)
    {
        var numbers = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"{i.ToString(CultureInfo.InvariantCulture)}\""));

        var closed = (SubscriptionPassage.Closed)Gate.Consider(
            Wanted.PartnerWith(new AccessGrant()), Wanted.Where(expression.Replace("NUMBERS", numbers, StringComparison.Ordinal), VitalEvent.LiveBirth), ChangeKinds.Registration);

        Assert.That(closed.Rejection.Code, Is.EqualTo(InFilter));
        Assert.That(closed.Forbidden, Is.False);
    }

    [Test]
    public void Scans_what_has_nothing_but_its_event_to_be_found_by()
    {
        var open = Open(new AccessGrant(), Wanted.Where("""{"birth_date":{"$gte":"2026-01-01"}}""", VitalEvent.LiveBirth), ChangeKinds.Registered | ChangeKinds.Cancelled);

        Assert.That(open.Scanned, Is.True);
        Assert.That(open.Keys, Has.Count.EqualTo(2));
    }

    [Test]
    public void Takes_the_part_of_a_filter_that_finds_the_fewest()
    {
        var both = Open(new AccessGrant(), Wanted.Where("""{"$and":[{"birth_place":"north"},{"UIN":{"$in":["1","2"]}},{"name.surname":"Khan"}]}""", VitalEvent.LiveBirth));
        var number = Open(new AccessGrant(), Wanted.Where("""{"UIN":{"$in":["1","2"]}}""", VitalEvent.LiveBirth));

        Assert.That(both.Keys.Select(Text), Is.EquivalentTo(number.Keys.Select(Text)));
    }

    [TestCase("""{"$or":[{"UIN":"1"},{"name.surname":"Khan"}]}""")]
    [TestCase("""{"UIN":{"$ne":"1"}}""")]
    [TestCase("""{"UIN":{"$gt":"1"}}""")]
    public void Scans_a_filter_of_which_a_part_can_match_without_any_key(string expression) =>
        Assert.That(Open(new AccessGrant(), Wanted.Where(expression, VitalEvent.LiveBirth)).Scanned, Is.True);

    [Test]
    public void Lets_nobody_have_every_record_who_was_not_granted_it()
    {
        var closed = Closed(new AccessGrant(), Wanted.Every(VitalEvent.LiveBirth));

        Assert.That(closed.Rejection.Code, Is.EqualTo(InFilter));
        Assert.That(closed.Forbidden, Is.True);
    }

    [Test]
    public void Finds_every_record_by_its_event_without_scanning()
    {
        var open = Open(new AccessGrant { AllRecords = true }, Wanted.Every(VitalEvent.LiveBirth, VitalEvent.Death), ChangeKinds.Registered);

        Assert.That(open.Keys, Has.Count.EqualTo(2));
        Assert.That(open.Scanned, Is.False);
        Assert.That(open.Events, Is.EqualTo(new[] { VitalEvent.LiveBirth, VitalEvent.Death }));
    }

    [Test]
    public void Means_by_every_record_no_event_that_is_not_granted()
    {
        var open = Open(new AccessGrant { AllRecords = true, Events = Set(VitalEvent.Death) }, Wanted.Every(), ChangeKinds.Registered);

        Assert.That(open.Events, Is.EqualTo(new[] { VitalEvent.Death }));
        Assert.That(open.Keys, Has.Count.EqualTo(1));
    }

    [Test]
    public void Refuses_an_event_that_is_not_granted_as_one_of_the_types()
    {
        var closed = Closed(new AccessGrant { Events = Set(VitalEvent.Death) }, Wanted.Identifier("UIN", "1", VitalEvent.LiveBirth));

        Assert.That(closed.Rejection.Code, Is.EqualTo(InTypes));
        Assert.That(closed.Forbidden, Is.True);
    }

    [Test]
    public void Refuses_notifications_to_who_may_not_hear_of_them()
    {
        Assert.That(Closed(new AccessGrant(), Wanted.Identifier("UIN", "1"), ChangeKinds.Notified).Rejection.Code, Is.EqualTo(InTypes));
        Assert.That(Open(new AccessGrant { NotifiedEvents = true }, Wanted.Identifier("UIN", "1"), ChangeKinds.Notified).Keys, Has.Count.EqualTo(1));
    }

    [Test]
    public void Refuses_a_subscription_to_no_kind_of_change() =>
        Assert.That(Closed(new AccessGrant(), Wanted.Identifier("UIN", "1"), ChangeKinds.None).Rejection.Code, Is.EqualTo(InTypes));

    [TestCase("""{"query_type":"expression","query":{"nothing_of_ours":"1"}}""")]
    [TestCase("""{"query_type":"graphql","query":{"type":"graphql","value":{"expression":"{ person }"}}}""")]
    [TestCase("""{"query_type":"expression","query":{}}""")]
    [TestCase("""{"query_type":"expression","query":{"$and":[]}}""")]
    [TestCase("""{"query_type":"expression"}""")]
    [TestCase("""[]""")]
    public void Refuses_a_filter_that_it_can_not_honour(string criteria)
    {
        var closed = Closed(new AccessGrant { AllRecords = true }, Wanted.Of(criteria));

        Assert.That(closed.Rejection.Code, Is.EqualTo(InFilter));
        Assert.That(closed.Forbidden, Is.False);
    }

    [TestCase("sort", "[]")]
    [TestCase("pagination", """{"page_size":1}""")]
    public void Refuses_an_order_and_pages(string member, string value) =>
        Assert.That(
            Closed(new AccessGrant(), Wanted.Of($$"""{"query_type":"idtype-value","query":{"type":"UIN","value":"1"},"{{member}}":{{value}}}""")).Rejection.Detail,
            Does.Contain(member));

    [Test]
    public void Refuses_a_filter_that_means_nothing_on_an_event_that_is_named() =>
        Assert.That(
            Closed(new AccessGrant(), Wanted.Where("""{"birth_place":"north"}""", VitalEvent.LiveBirth, VitalEvent.Death)).Rejection.Detail,
            Does.Contain("death"));

    [Test]
    public void Refuses_what_the_partner_may_not_search_by()
    {
        var closed = Closed(new AccessGrant { Attributes = Set("birth_date") }, Wanted.Where("""{"name.surname":"Khan"}"""));

        Assert.That(closed.Rejection.Code, Is.EqualTo(InFilter));
        Assert.That(closed.Forbidden, Is.True);
    }

    [Test]
    public void Asks_for_a_purpose_where_one_is_required()
    {
        var grant = new AccessGrant { PurposeRequired = true };
        var wanted = Wanted.Identifier("UIN", "1");

        Assert.That(Closed(grant, wanted).Forbidden, Is.True);
        Assert.That(Open(grant, wanted with { Purpose = "pension" }).Keys, Has.Count.EqualTo(1));
    }

    private static SubscriptionPassage.Open Open(AccessGrant grant, SubscriptionDefinition wanted, ChangeKinds kinds = ChangeKinds.Registration) =>
        (SubscriptionPassage.Open)Gate.Consider(Wanted.PartnerWith(grant), wanted, kinds);

    private static SubscriptionPassage.Closed Closed(AccessGrant grant, SubscriptionDefinition wanted, ChangeKinds kinds = ChangeKinds.Registration) =>
        (SubscriptionPassage.Closed)Gate.Consider(Wanted.PartnerWith(grant), wanted, kinds);

    private static string Text(ReadOnlyMemory<byte> key) => Convert.ToHexString(key.Span);

    private static HashSet<T> Set<T>(params T[] items) => [.. items];
}
