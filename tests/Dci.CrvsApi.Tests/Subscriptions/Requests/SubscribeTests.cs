using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Subscriptions.Requests;

/// <summary>Requests to be told of events, in every shape and spelling that clients have.</summary>
internal sealed class SubscribeTests
{
    private static readonly string[] RequiredByEither = ["code", "status", "timestamp", "subscription_code", "subscribe_criteria"];

    private Subscriber _subscriber = null!;

    [OneTimeSetUp]
    public async Task Join() => _subscriber = await Subscriber.JoinAsync();

    [OneTimeTearDown]
    public async Task Leave() => await _subscriber.DisposeAsync();

    [TestCase(null, """{"type":"UIN","value":"N"}""")]
    [TestCase("idtype-value", """{"identifier_type":"BRN","identifier_value":"N"}""")]
    [TestCase("idtype", """{"type":"DRN","value":"N"}""")]
    [TestCase(null, """[{"seq_num":1,"expression1":{"attribute_name":"UIN","operator":"in","attribute_value":"N,2,3"}}]""")]
    [TestCase("predicate", """[{"expression1":{"attribute_name":"birth_date","operator":"ge","attribute_value":"2020-01-01"},"condition":"and","expression2":{"attribute_name":"UIN","operator":"eq","attribute_value":"N"}}]""")]
    [TestCase("expression", """[{"seq_num":"","expression1":{"attribute_name":"UIN","operator":"eq","attribute_value":"N"},"condition":"","expression2":""}]""")]
    [TestCase("expression", """{"type":"ns:org:QueryType:NoSql","value":{"expression":{"collection":"Person","query":{"$and":[{"UIN":{"$eq":"N"}}]}}}}""")]
    [TestCase("expression", """{"collection":"Person","query":{"UIN":{"$eq":"N"}}}""")]
    [TestCase("ns:org:QueryType:predicate", """[{"expression1":{"attribute_name":"UIN","operator":"=","attribute_value":"N"}}]""")]
    public async Task Are_taken_with_any_filter_that_a_search_takes(string? type, string filter)
    {
        var criteria = Subscriber.Criteria("DEATH", filter.Replace("\"N", "\"" + Guid.NewGuid().ToString("N"), StringComparison.Ordinal));
        if (type is not null)
            criteria["filter_type"] = type;
        var callback = await _subscriber.SubscribeAsync(criteria);

        Assert.That(callback.Action, Is.EqualTo("on-subscribe"));
        Assert.That(callback.Status, Is.EqualTo("succ"), callback.Envelope.GetRawText());
        Assert.That(Subscriber.Made(callback).GetProperty("status").GetString(), Is.EqualTo("subscribe"));
    }

    [TestCase("""{"identifier_type":"BRN","identifier_value":17}""", """{"type":"BRN","value":"17"}""")]
    [TestCase("""[{"seq_num":"","expression1":{"attribute_name":"UIN","operator":"in","attribute_value":["N",2]},"condition":"","expression2":""}]""", """[{"expression1":{"attribute_name":"UIN","operator":"in","attribute_value":"N,2"}}]""")]
    [TestCase("""[{"expression1":{"attribute_name":"UIN","operator":"=","attribute_value":"N"}}]""", null)]
    [TestCase("""{"collection":"Person","query":{"UIN":{"$eq":"N"}}}""", null)]
    public async Task Are_said_back_in_the_form_of_the_standard_or_not_at_all(string filter, string? said)
    {
        var number = Guid.NewGuid().ToString("N");
        var made = Subscriber.Made(await _subscriber.SubscribeAsync(Subscriber.Criteria("DEATH", filter.Replace("\"N", "\"" + number, StringComparison.Ordinal))));

        Assert.That(made.TryGetProperty("filter", out var back) ? back.GetRawText() : null, Is.EqualTo(said?.Replace("\"N", "\"" + number, StringComparison.Ordinal)));
    }

    [TestCase("spdci-common:RegistryEventType:LiveBirth", VitalEvent.LiveBirth, ChangeKinds.Registration)]
    [TestCase("ns:org:RegistryEventType:LiveBirth", VitalEvent.LiveBirth, ChangeKinds.Registration)]
    [TestCase("birth", VitalEvent.LiveBirth, ChangeKinds.Registration)]
    [TestCase("BIRTH", VitalEvent.LiveBirth, ChangeKinds.Registration)]
    [TestCase("live_birth", VitalEvent.LiveBirth, ChangeKinds.Registration)]
    [TestCase("fetal-death", VitalEvent.FetalDeath, ChangeKinds.Registration)]
    [TestCase("2", VitalEvent.Death, ChangeKinds.Registration)]
    [TestCase("ADOPTION", VitalEvent.Adoption, ChangeKinds.Registration)]
    [TestCase("BIRTH_REGISTERED", VitalEvent.LiveBirth, ChangeKinds.Registered)]
    [TestCase("marriage.registration", VitalEvent.Marriage, ChangeKinds.Registered)]
    [TestCase("DEATH_CORRECTED", VitalEvent.Death, ChangeKinds.Corrected)]
    [TestCase("DEATH_CANCELLED", VitalEvent.Death, ChangeKinds.Cancelled)]
    [TestCase("DEATH_REVERSAL", VitalEvent.Death, ChangeKinds.Cancelled)]
    [TestCase("Divorce-Reinstated", VitalEvent.Divorce, ChangeKinds.Reinstated)]
    [TestCase("BIRTH_NOTIFIED", VitalEvent.LiveBirth, ChangeKinds.Notified)]
    [TestCase("death_notification", VitalEvent.Death, ChangeKinds.Notified)]
    [TestCase("DEATH_CERTIFIED", VitalEvent.Death, ChangeKinds.Certified)]
    public async Task Are_read_in_every_spelling_of_an_event(string word, VitalEvent vitalEvent, ChangeKinds kinds)
    {
        var callback = await _subscriber.SubscribeAsync(Subscriber.Criteria(word, Number()));

        await Expect(callback, vitalEvent, kinds);
    }

    [TestCase("REGISTER", ChangeKinds.Registered)]
    [TestCase("UPDATE", ChangeKinds.Corrected)]
    [TestCase("DELETE", ChangeKinds.Cancelled)]
    [TestCase("DATA_MODIFICATION", ChangeKinds.Corrected)]
    public async Task Are_about_every_event_when_they_name_only_what_became_of_it(string word, ChangeKinds kinds)
    {
        var callback = await _subscriber.SubscribeAsync(Subscriber.Criteria(word, Subscriber.Somebody()));

        await Expect(callback, null, kinds);
    }

    [TestCase("""{"reg_sub_type":"DCI:RegistrySubType:LiveBirth","reg_type":"DCI:RegistryType:brith"}""", VitalEvent.LiveBirth, ChangeKinds.Registration)]
    [TestCase("""{"reg_type":"ocrvs:registry_type:death"}""", VitalEvent.Death, ChangeKinds.Registration)]
    [TestCase("""{"reg_type":"birth","reg_event_type":"REGISTER"}""", VitalEvent.LiveBirth, ChangeKinds.Registered)]
    [TestCase("""{"reg_type":"ns:org:RegistryType:Social","reg_event_type":"spdci-common:RegistryEventType:LiveBirth","notify_record_type":"spdci-extensions-dci:Member"}""", VitalEvent.LiveBirth, ChangeKinds.Registration)]
    [TestCase("""{"reg_type":"CRVS","reg_event_type":"death","notify_record_type":"ns:dci:RegistryRecordType:CRVSPerson"}""", VitalEvent.Death, ChangeKinds.Registration)]
    [TestCase("""{"reg_event_type":"","notify_record_type":"BirthCertificate"}""", VitalEvent.LiveBirth, ChangeKinds.Registration)]
    public async Task Name_their_event_where_any_edition_does(string members, VitalEvent vitalEvent, ChangeKinds kinds)
    {
        var criteria = JsonNode.Parse(members)!.AsObject();
        criteria["filter"] = JsonNode.Parse(Number());

        await Expect(await _subscriber.SubscribeAsync(criteria), vitalEvent, kinds);
    }

    [TestCase("""{"reg_event_type":"WEDDING"}""", "rjct.notify_types.invalid")]
    [TestCase("""{"reg_event_type":"SEARCH"}""", "rjct.notify_types.invalid")]
    [TestCase("""{"reg_event_type":null}""", "rjct.notify_types.invalid")]
    [TestCase("""{"reg_event_type":"birth","reg_type":"ns:org:RegistryType:FR"}""", "rjct.notify_types.invalid")]
    [TestCase("""{"reg_event_type":"birth","reg_type":"death"}""", "rjct.notify_types.invalid")]
    [TestCase("""{"reg_event_type":"BIRTH_REGISTERED","reg_sub_type":"BIRTH_CORRECTED"}""", "rjct.notify_types.invalid")]
    [TestCase("""{"notify_record_type":"Household"}""", "rjct.notify_details.invalid")]
    [TestCase("""{"filter":{}}""", "rjct.notify_details.invalid")]
    [TestCase("""{"filter":[]}""", "rjct.notify_details.invalid")]
    [TestCase("""{"filter":"person.age >= 18"}""", "rjct.notify_details.invalid")]
    [TestCase("""{"filter":{"type":"*","value":"UIN"}}""", "rjct.notify_details.invalid")]
    [TestCase("""{"filter":{"type":"*","value":"*","also":"*"}}""", "rjct.notify_details.invalid")]
    [TestCase("""{"filter":{"type":"SHOE_SIZE","value":"42"}}""", "rjct.notify_details.invalid")]
    [TestCase("""{"filter":[{"expression1":{"attribute_name":"shoe_size","operator":"eq","attribute_value":"42"}}]}""", "rjct.notify_details.invalid")]
    [TestCase("""{"filter_type":"graphql","filter":{"type":"ns:org:QueryType:graphql","value":{"expression":"{ person }"}}}""", "rjct.notify_details.invalid")]
    [TestCase("""{"filter_type":"sql"}""", "rjct.notify_details.invalid")]
    [TestCase("""{"reg_event_type":"birth","filter":[{"expression1":{"attribute_name":"death_date","operator":"ge","attribute_value":"2020-01-01"}}]}""", "rjct.notify_details.invalid")]
    [TestCase("""{"frequency":"now and then"}""", "rjct.notify_details.invalid")]
    [TestCase("""{"frequency":{"start_time":"2027-01-01T00:00:00Z","end_time":"2026-12-01T00:00:00Z","frequency":"daily"}}""", "rjct.notify_details.invalid")]
    [TestCase("""{"frequency":{"end_time":"2020-12-01T00:00:00Z"}}""", "rjct.notify_details.invalid")]
    [TestCase("""{"frequency":"* * * * * ?"}""", "rjct.notify_details.invalid")]
    public async Task Are_rejected_when_they_can_not_be_honoured(string members, string code)
    {
        var criteria = Subscriber.Criteria("birth", Number());
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
            criteria[name] = value?.DeepClone();
        var callback = await _subscriber.SubscribeAsync(criteria);

        Assert.That(callback.Status, Is.EqualTo("rjct"), callback.Envelope.GetRawText());
        Assert.That(Subscriber.Reason(callback), Is.EqualTo(code), callback.Envelope.GetRawText());
        Assert.That(Subscriber.Items(callback)[0].TryGetProperty("subscriptions", out _), Is.False);
        Assert.That(Subscriber.Items(callback)[0].GetProperty("status_reason_message").GetString(), Is.Not.Empty);
    }

    [TestCase("""{"reference_id":null}""")]
    [TestCase("""{"timestamp":"2026-01-01"}""")]
    [TestCase("""{"locale":"en"}""")]
    [TestCase("""{"subscribe_criteria":null}""")]
    [TestCase("""{"subscribe_criteria":[]}""")]
    [TestCase("""{"subscribe_criteria":{"reg_event_type":"birth","notify_record_type":"Person"}}""")]
    [TestCase("""{"subscribe_criteria":{"reg_event_type":7,"filter":{"type":"UIN","value":"1"}}}""")]
    [TestCase("""{"subscribe_criteria":{"reg_event_type":"birth","filter":{"type":"UIN","value":"1"},"frequency":7}}""")]
    [TestCase("""{"subscribe_criteria":{"reg_event_type":"birth","filter":{"type":"UIN","value":"1"},"frequency":{"start_time":"tomorrow"}}}""")]
    public async Task Are_refused_in_the_acknowledgement_when_no_item_is_well_formed(string members)
    {
        var item = Subscriber.Item(Subscriber.Criteria("birth"));
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
            item[name] = value?.DeepClone();
        var reply = await _subscriber.SendAsync(Subscriber.Message(item));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest), reply.Text);
        Assert.That(reply.AckStatus, Is.EqualTo("ERR"));
    }

    [TestCase("""{"transaction_id":""}""")]
    [TestCase("""{"subscribe_request":[]}""")]
    [TestCase("""{"subscribe_request":{}}""")]
    [TestCase("""{"subscribe_request":null}""")]
    [TestCase("""{"subscribe_request":[1]}""")]
    public async Task Are_refused_in_the_acknowledgement_when_the_message_is_not_well_formed(string members)
    {
        var message = Subscriber.Message(Subscriber.Item(Subscriber.Criteria("birth")));
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
            message[name] = value?.DeepClone();

        Assert.That((await _subscriber.SendAsync(message)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Are_refused_when_they_have_more_items_or_longer_ones_than_may_be()
    {
        var many = Subscriber.Message([.. Enumerable.Range(0, 101).Select(_ => Subscriber.Item(Subscriber.Criteria("birth", Subscriber.Somebody())))]);
        var longOne = Subscriber.Message(Subscriber.Item(Subscriber.Criteria("birth", $$"""{"type":"UIN","value":"{{new string('1', 1024 * 1024)}}"}""")));

        foreach (var message in new[] { many, longOne })
            Assert.That((await _subscriber.SendAsync(message)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Are_answered_item_by_item()
    {
        var twice = Guid.NewGuid().ToString();
        var ack = await _subscriber.SendAsync(Subscriber.Message(
            Subscriber.Item(Subscriber.Criteria("birth", Number()), twice),
            Subscriber.Item(Subscriber.Criteria("wedding", Number())),
            Subscriber.Item(Subscriber.Criteria("death", Number()), twice),
            Subscriber.Item(Subscriber.Criteria("death", Number()))));
        var items = Subscriber.Items(await _subscriber.AnswerAsync(ack));

        Assert.That(items.Select(item => item.GetProperty("status").GetString()), Is.EqualTo(new[] { "succ", "rjct", "rjct", "succ" }));
        Assert.That(items[1].GetProperty("status_reason_code").GetString(), Is.EqualTo("rjct.notify_types.invalid"));
        Assert.That(items[2].GetProperty("status_reason_code").GetString(), Is.EqualTo("rjct.reference_id.duplicate"));
    }

    [Test]
    public async Task Are_answered_with_what_either_edition_requires_of_a_subscription()
    {
        var criteria = Subscriber.Criteria("birth", Number());
        criteria["frequency"] = JsonNode.Parse("""{"start_time":"2030-01-01T00:00:00Z","end_time":"2031-01-01T00:00:00Z","frequency":"0 0 0 5,15 * ? *"}""");
        var made = Subscriber.Made(await _subscriber.SubscribeAsync(criteria));

        Assert.That(RequiredByEither.Where(member => !made.TryGetProperty(member, out _)), Is.Empty);
        Assert.That(made.GetProperty("subscription_code").GetString(), Is.EqualTo(made.GetProperty("code").GetString()));
        Assert.That(made.GetProperty("frequency").GetProperty("frequency").GetString(), Is.EqualTo("0 0 0 5,15 * ? *"));
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(made.GetProperty("subscribe_criteria").GetProperty("filter").GetRawText()), criteria["filter"]));
        Assert.That(made.GetProperty("state").GetString(), Is.EqualTo("active"));
    }

    [TestCase("\"daily\"", "0 0 0 * * ?")]
    [TestCase("\"Weekly\"", "0 0 0 ? * MON")]
    [TestCase("""{"start_time":"2020-01-01T00:00:00Z","frequency":"hourly"}""", "0 0 * * * ?")]
    [TestCase("""{"start_time":"2020-01-01T00:00:00Z","end_time":"2035-01-01T00:00:00Z","frequency":"0 30 6 * * ?"}""", "0 30 6 * * ?")]
    [TestCase("""{"start_time":"2030-01-01T00:00:00Z"}""", null)]
    [TestCase("\"\"", null)]
    public async Task Say_when_they_want_to_be_told(string frequency, string? cron)
    {
        var criteria = Subscriber.Criteria("birth", Number());
        criteria["frequency"] = JsonNode.Parse(frequency);
        var (stored, definition) = await StoredAsync(await _subscriber.SubscribeAsync(criteria));

        Assert.That(definition.Frequency, Is.EqualTo(cron));
        Assert.That(stored.CollectAt is null, Is.EqualTo(cron is null));
        Assert.That(stored.StartsAt, frequency.Contains("2030", StringComparison.Ordinal) ? Is.EqualTo(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)) : Is.EqualTo(stored.CreatedAt));
    }

    [Test]
    public async Task Are_kept_with_everything_that_telling_needs()
    {
        var criteria = Subscriber.Criteria("birth", Number());
        criteria["authorize"] = JsonNode.Parse("""{"purpose":{"code":"SPP"}}""");
        var item = Subscriber.Item(criteria, "our-item");
        item["locale"] = "fra";
        var message = Subscriber.Message(item);
        var ack = await _subscriber.SendAsync(message);
        var (stored, definition) = await StoredAsync(await _subscriber.AnswerAsync(ack));

        Assert.That((stored.Address, stored.CorrelationId, stored.TransactionId, stored.ReferenceId), Is.EqualTo((_subscriber.Address, ack.CorrelationId, (string?)message["transaction_id"], "our-item")));
        Assert.That((stored.Ordered, stored.Scanned, stored.State), Is.EqualTo((true, false, SubscriptionState.Active)));
        Assert.That((definition.Locale, definition.Purpose, definition.Encrypt, definition.Request.SenderId), Is.EqualTo(("fra", "SPP", false, _subscriber.Wire.SenderId)));
    }

    [Test]
    public async Task Are_told_that_they_are_there_already()
    {
        var filter = Number();
        var first = await _subscriber.SubscribeAsync(Subscriber.Criteria("birth", filter));
        var again = Subscriber.Criteria("LiveBirth", filter);
        again["authorize"] = JsonNode.Parse("""{"purpose":{"code":"other"}}""");
        var second = await _subscriber.SubscribeAsync(again);
        var other = await _subscriber.SubscribeAsync(Subscriber.Criteria("BIRTH_REGISTERED", filter));

        Assert.That(Subscriber.Reason(second), Is.EqualTo("rjct.event.already_subscribed"));
        Assert.That(Subscriber.Code(second), Is.EqualTo(Subscriber.Code(first)));
        Assert.That(Subscriber.Made(second).GetProperty("status").GetString(), Is.EqualTo("subscribe"));
        Assert.That(Subscriber.Code(other), Is.Not.EqualTo(Subscriber.Code(first)));
    }

    [Test]
    public async Task Make_one_subscription_however_many_ask_for_it_at_the_same_time()
    {
        var filter = Number();
        var callbacks = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _subscriber.SubscribeAsync(Subscriber.Criteria("birth", filter), Subscriber.Criteria("birth", filter))));

        Assert.That(callbacks.SelectMany(Subscriber.Items).Select(item => item.GetProperty("subscriptions")[0].GetProperty("code").GetString()).Distinct().Count(), Is.EqualTo(1));
        Assert.That(callbacks.SelectMany(Subscriber.Items).Count(item => item.GetProperty("status").GetString() == "succ"), Is.EqualTo(1));
    }

    [Test]
    public async Task Bring_back_what_was_suspended()
    {
        var criteria = Subscriber.Criteria("birth", Number());
        var (stored, _) = await StoredAsync(await _subscriber.SubscribeAsync(criteria));
        var store = DemoServer.Instance.Services.GetRequiredService<ISubscriptionStore>();
        await store.ChangeAsync(stored.SubscriptionNo, SubscriptionState.Suspended, "gone", stored.CreatedAt, default);
        var callback = await _subscriber.SubscribeAsync((JsonObject)criteria.DeepClone());

        Assert.That(callback.Status, Is.EqualTo("succ"));
        Assert.That(Subscriber.Code(callback), Is.EqualTo(stored.Code));
        Assert.That((await store.ReadAsync(stored.SubscriptionNo, default))!.State, Is.EqualTo(SubscriptionState.Active));
    }

    [Test]
    public async Task Stay_held_when_an_operator_holds_them()
    {
        var criteria = Subscriber.Criteria("birth", Number());
        var (stored, _) = await StoredAsync(await _subscriber.SubscribeAsync(criteria));
        var store = DemoServer.Instance.Services.GetRequiredService<ISubscriptionStore>();
        await store.ChangeAsync(stored.SubscriptionNo, SubscriptionState.Paused, "mending", stored.CreatedAt, default);
        var callback = await _subscriber.SubscribeAsync((JsonObject)criteria.DeepClone());

        Assert.That(Subscriber.Reason(callback), Is.EqualTo("rjct.event.already_subscribed"));
        Assert.That(Subscriber.Made(callback).GetProperty("state").GetString(), Is.EqualTo("paused"));
    }

    [Test]
    public async Task Have_a_limit()
    {
        await using var few = await Subscriber.JoinAsync(change: registration => registration with { Limits = new LimitsRegistration { Subscriptions = 2 } });
        var callback = await few.SubscribeAsync([.. Enumerable.Range(0, 3).Select(_ => Subscriber.Criteria("birth", Number()))]);
        await few.UnsubscribeAsync(Subscriber.Ending(Subscriber.Code(callback)));
        var after = await few.SubscribeAsync(Subscriber.Criteria("birth", Number()));

        Assert.That(Subscriber.Items(callback).Select(item => item.GetProperty("status").GetString()), Is.EqualTo(new[] { "succ", "succ", "rjct" }));
        Assert.That(Subscriber.Items(callback)[2].GetProperty("status_reason_code").GetString(), Is.EqualTo("rjct.notify_details.invalid"));
        Assert.That(after.Status, Is.EqualTo("succ"));
    }

    [TestCase("birth", Subscriber.Everything, """{"all_records":false}""")]
    [TestCase("BIRTH_NOTIFIED", """{"type":"UIN","value":"1"}""", """{"notified_events":false}""")]
    [TestCase("death", """{"type":"UIN","value":"1"}""", """{"events":["birth"]}""")]
    [TestCase("birth", """[{"expression1":{"attribute_name":"name.surname","operator":"eq","attribute_value":"Fofana"}}]""", """{"fields":["identifier"]}""")]
    [TestCase("birth", """{"type":"UIN","value":"1"}""", """{"identifier_types":["BRN"]}""")]
    [TestCase("birth", """{"type":"UIN","value":"1"}""", """{"purpose_required":true}""")]
    public async Task Are_forbidden_what_a_search_is_forbidden_and_what_only_some_may_hear(string eventType, string filter, string limits)
    {
        await using var limited = await Subscriber.JoinAsync(change: registration => Limit(registration, limits));
        var forbidden = await limited.SendAsync(Subscriber.Message(Subscriber.Item(Subscriber.Criteria(eventType, filter))));

        Assert.That(forbidden.Status, Is.EqualTo(HttpStatusCode.Forbidden), forbidden.Text);
        Assert.That(forbidden.ErrorCode, Does.StartWith("err.").Or.StartWith("rjct.notify"));
    }

    [Test]
    public async Task Are_rejected_one_by_one_when_only_some_are_forbidden()
    {
        await using var limited = await Subscriber.JoinAsync(change: registration => registration with { AllRecords = false });
        var callback = await limited.SubscribeAsync(Subscriber.Criteria("birth"), Subscriber.Criteria("birth", Number()));

        Assert.That(Subscriber.Items(callback).Select(item => item.GetProperty("status").GetString()), Is.EqualTo(new[] { "rjct", "succ" }));
        Assert.That(Subscriber.Reason(callback), Is.EqualTo("rjct.notify_details.invalid"));
    }

    [Test]
    public async Task Need_their_scope()
    {
        var without = await Subscriber.JoinAsync(change: registration => registration with { Scopes = ["registry.search"] });

        Assert.That((await without.SendAsync(Subscriber.Message(Subscriber.Item(Subscriber.Criteria("birth"))))).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Are_called_back_within_what_was_registered_only()
    {
        var reply = await _subscriber.Wire.CallAsync("/registry/subscribe", "subscribe", Subscriber.Message(Subscriber.Item(Subscriber.Criteria("birth"))), "https://elsewhere.example/");

        Assert.That(reply.ErrorCode, Is.EqualTo("err.sender_uri.invalid"));
    }

    [Test]
    public async Task Of_fifty_thousand_people_are_one_subscription()
    {
        var numbers = string.Join(',', Enumerable.Range(0, 50_000).Select(number => 1_000_000_000L + number));
        var callback = await _subscriber.SubscribeAsync(Subscriber.Criteria("death", """[{"expression1":{"attribute_name":"UIN","operator":"in","attribute_value":"N"}}]""".Replace("\"N\"", $"\"{numbers}\"", StringComparison.Ordinal)));
        var (stored, _) = await StoredAsync(callback);

        Assert.That(callback.Status, Is.EqualTo("succ"), Subscriber.Reason(callback));
        Assert.That(stored.Scanned, Is.False);
    }

    private static string Number() => Subscriber.Somebody();

    private static PartnerRegistration Limit(PartnerRegistration registration, string limits)
    {
        var document = JsonNode.Parse(PartnerJson.Write(registration))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(limits)!.AsObject())
            document[name] = value?.DeepClone();
        return JsonSerializer.Deserialize(document, PartnerJson.Default.PartnerRegistration)!;
    }

    private static async Task Expect(Callback callback, VitalEvent? vitalEvent, ChangeKinds kinds)
    {
        Assert.That(callback.Status, Is.EqualTo("succ"), callback.Envelope.GetRawText());
        var (stored, definition) = await StoredAsync(callback);
        Assert.That(definition.Events, vitalEvent is { } one ? Is.EqualTo(new[] { one }) : Is.Empty);
        Assert.That(stored.Kinds, Is.EqualTo(kinds));
    }

    private static async Task<(Subscription Subscription, SubscriptionDefinition Definition)> StoredAsync(Callback callback)
    {
        var store = DemoServer.Instance.Services.GetRequiredService<ISubscriptionStore>();
        var stored = await store.FindAsync(null, Subscriber.Code(callback), default);
        var body = await store.ReadBodyAsync(stored!.SubscriptionNo, default);
        return (stored, JsonSerializer.Deserialize(body!.Definition.Span, DefinitionJson.Default.SubscriptionDefinition)!);
    }
}
