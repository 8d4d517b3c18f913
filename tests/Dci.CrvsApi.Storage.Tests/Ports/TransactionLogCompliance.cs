using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Transactions;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;
using static Dci.CrvsApi.Storage.Tests.SubscriptionBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class TransactionLogCompliance : StoreFixture
{
    private static readonly Disclosure Told = new("p", Now, "predicate", [VitalEvent.Death], ["r1"], null);

    private ITransactionLog Log => Storage.Transactions;

    [Test]
    public async Task Gives_a_repetition_the_first_acceptance()
    {
        var first = Search("m");
        await Log.Taken(first);

        var again = await Log.AcceptAsync(Search("m") with { AcceptedAt = Now.AddMinutes(1) }, default);

        Assert.That(again, Is.EqualTo(new Acceptance.Repeated(first.CorrelationId, Now)));
        Assert.That(await Log.CountUnfinishedAsync(default), Is.EqualTo(new Dictionary<string, int> { ["p"] = 1 }));
    }

    [Test]
    public async Task Refuses_another_message_under_a_used_id()
    {
        await Log.Taken(Search("m"));

        Assert.That(await Log.AcceptAsync(Search("m") with { BodyDigest = Digest("another") }, default), Is.TypeOf<Acceptance.Used>());
    }

    [Test]
    public async Task Refuses_an_id_that_a_synchronous_message_used_and_the_other_way_round()
    {
        await Storage.Exchanges.TryRecordAsync(new Exchange("p", Digest("sync"), Now, Now.AddMinutes(20), []), default);
        await Log.Taken(Search("async"));

        Assert.That(await Log.AcceptAsync(Search("sync"), default), Is.TypeOf<Acceptance.Used>());
        Assert.That(await Storage.Exchanges.TryRecordAsync(new Exchange("p", Digest("async"), Now, Now.AddMinutes(20), []), default), Is.False);
    }

    [Test]
    public async Task Takes_an_id_again_once_its_time_is_over()
    {
        await Log.Taken(Search("m"));
        var later = Search("m") with { AcceptedAt = Now.AddMinutes(20), ForgetAt = Now.AddMinutes(40) };

        Assert.That(await Log.AcceptAsync(later, default), Is.TypeOf<Acceptance.Accepted>());
        Assert.That(await Log.AcceptAsync(later with { AcceptedAt = Now.AddMinutes(21) }, default), Is.EqualTo(new Acceptance.Repeated(later.CorrelationId, later.AcceptedAt)));
    }

    [Test]
    public async Task Forgets_the_first_acceptance_when_a_synchronous_message_uses_its_id_later()
    {
        await Log.Taken(Search("m"));
        await Storage.Exchanges.TryRecordAsync(new Exchange("p", Digest("m"), Now.AddMinutes(20), Now.AddMinutes(40), []), default);

        Assert.That(await Log.AcceptAsync(Search("m") with { AcceptedAt = Now.AddMinutes(21) }, default), Is.TypeOf<Acceptance.Used>());
    }

    [Test]
    public async Task Refuses_a_ciphertext_that_anybody_sent_before()
    {
        await Log.Taken(Search("m") with { CipherDigest = Digest("cipher") });

        Assert.That(await Log.AcceptAsync(Search("n", "other") with { CipherDigest = Digest("cipher") }, default), Is.TypeOf<Acceptance.Used>());
        Assert.That(await Log.AcceptAsync(Search("n", "other"), default), Is.TypeOf<Acceptance.Accepted>(), "the refused message used up its id");
    }

    [Test]
    public async Task Gives_an_encrypted_repetition_the_first_acceptance()
    {
        var first = Search("m") with { CipherDigest = Digest("cipher") };
        await Log.Taken(first);

        Assert.That(await Log.AcceptAsync(first with { CorrelationId = NewId() }, default), Is.EqualTo(new Acceptance.Repeated(first.CorrelationId, Now)));
    }

    [Test]
    public async Task Does_not_use_up_the_ciphertext_of_a_refused_message()
    {
        await Log.Taken(Search("m"));

        Assert.That(await Log.AcceptAsync(Search("m") with { BodyDigest = Digest("b"), CipherDigest = Digest("cipher") }, default), Is.TypeOf<Acceptance.Used>());
        Assert.That(await Log.AcceptAsync(Search("n") with { CipherDigest = Digest("cipher") }, default), Is.TypeOf<Acceptance.Accepted>());
    }

    [Test]
    public async Task Lets_exactly_one_of_many_at_once_take_a_message_in()
    {
        var first = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Log.AcceptAsync(Search("same"), default))));

        Assert.That(first.OfType<Acceptance.Accepted>().Count(), Is.EqualTo(1));
        Assert.That(first.OfType<Acceptance.Repeated>().Select(repeated => repeated.CorrelationId).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Gives_a_worker_what_was_taken_in()
    {
        var taken = Search("m") with { WorkerId = null, TotalCount = null, CallbackAddress = null };
        var number = await Log.Taken(taken);

        var work = await Log.ClaimAsync("w", Now, 10, default);

        Assert.That(work, Has.Count.EqualTo(1));
        Assert.That(work[0] with { Request = default, Content = default }, Is.EqualTo(new TransactionWork
        {
            TransactionNo = number,
            PartnerId = "p",
            Kind = TransactionKind.Search,
            TransactionId = "t-m",
            CorrelationId = taken.CorrelationId,
            AcceptedAt = Now,
            Request = default,
            Form = ContentForm.Json,
        }));
        Assert.That(work[0].Request.ToArray(), Is.EqualTo(taken.Request.ToArray()));
        Assert.That(work[0].Content.ToArray(), Is.EqualTo(taken.Content.ToArray()));
    }

    [Test]
    public async Task Gives_nobody_what_somebody_has()
    {
        await Log.Taken(Search("mine"));
        await Log.Taken(Search("free") with { WorkerId = null });

        Assert.That(await Log.ClaimAsync("w", Now, 10, default), Has.Count.EqualTo(1));
        Assert.That(await Log.ClaimAsync("v", Now, 10, default), Is.Empty);
    }

    [Test]
    public async Task Gives_each_piece_of_work_to_one_of_many_workers()
    {
        for (var i = 0; i < 100; i++)
            await Log.Taken(Search($"m{i}") with { WorkerId = null });

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() => TakeAll($"w{worker}"))));

        Assert.That(claims.SelectMany(numbers => numbers), Is.Unique.And.Exactly(100).Items);
    }

    [Test]
    public async Task Gives_the_oldest_first_and_nothing_before_it_is_due()
    {
        var second = await Log.Taken(Search("b") with { WorkerId = null, AcceptedAt = Now.AddSeconds(2) });
        var first = await Log.Taken(Search("a") with { WorkerId = null });

        Assert.That((await Log.ClaimAsync("w", Now.AddSeconds(5), 1, default)).Select(work => work.TransactionNo), Is.EqualTo(new[] { first }));
        Assert.That(await Log.ClaimAsync("w", Now.AddSeconds(1), 1, default), Is.Empty);
        Assert.That((await Log.ClaimAsync("w", Now.AddSeconds(2), 1, default)).Select(work => work.TransactionNo), Is.EqualTo(new[] { second }));
    }

    [Test]
    public async Task Gives_work_again_after_it_was_given_back()
    {
        var number = await Log.Taken(Search("m"));

        await Log.PostponeAsync(number, "somebody else", Now, default);
        Assert.That(await Log.ClaimAsync("w", Now.AddHours(1), 1, default), Is.Empty);

        await Log.PostponeAsync(number, Worker, Now.AddSeconds(10), default);
        Assert.That(await Log.ClaimAsync("w", Now.AddSeconds(9), 1, default), Is.Empty);
        Assert.That((await Log.ClaimAsync("w", Now.AddSeconds(10), 1, default))[0].Tries, Is.EqualTo(1));
    }

    [Test]
    public async Task Records_all_that_came_of_a_message()
    {
        var number = await Log.Taken(Search("m"));
        var callback = Callback() with { WorkerId = Worker };

        var stored = (await Log.RecordAsync(Whole(number, Answered(0, "r-m")) with { Disclosures = [Told], Delivery = callback }, default))?.Delivery;

        Assert.That(stored!.MessageId, Is.EqualTo(callback.MessageId));
        Assert.That(await Storage.Exchanges.ListDisclosuresAsync(null, 10, default), Has.Count.EqualTo(1));
        Assert.That(await Storage.Deliveries.SettleAsync(stored.Settled(DeliveryState.Delivered, attempt: Attempt(1, 200, null)), default), Is.True);
        var state = (await Log.FindAsync("p", new TransactionQuestion.ByTransaction("t-m"), default)).Single();
        Assert.That((state.State, state.FinishedAt, state.CompletedCount, state.TotalCount), Is.EqualTo((WorkState.Succeeded, Now.AddSeconds(1), 1, 1)));
        Assert.That(state.Items, Is.EqualTo(new[] { new ItemState("r-m", WorkState.Succeeded, Now.AddSeconds(1), null, null) }));
        Assert.That(await Log.CountUnfinishedAsync(default), Is.Empty);
    }

    [Test]
    public async Task Says_when_there_was_nothing_to_deliver()
    {
        var number = await Log.Taken(Search("m"));

        Assert.That(await Log.RecordAsync(Whole(number, Answered(0, "r-m")), default), Is.EqualTo(new RecordedPiece(null)));
    }

    [Test]
    public async Task Records_nothing_for_who_does_not_have_the_work()
    {
        var number = await Log.Taken(Search("m"));
        var piece = Whole(number, Answered(0, "r-m")) with { Disclosures = [Told], Delivery = Callback() };

        Assert.That(await Log.RecordAsync(piece with { WorkerId = "w" }, default), Is.Null);
        Assert.That(await Storage.Exchanges.ListDisclosuresAsync(null, 10, default), Is.Empty);
        Assert.That((await Storage.Deliveries.ReadBacklogAsync(default)).WaitingByPartner, Is.Empty);
        Assert.That((await Log.FindAsync("p", new TransactionQuestion.ByTransaction("t-m"), default))[0].State, Is.EqualTo(WorkState.Received));
    }

    [Test]
    public async Task Records_the_end_of_a_message_once()
    {
        var number = await Log.Taken(Search("m"));

        await Log.RecordAsync(Whole(number, Answered(0, "r-m")), default);

        Assert.That(await Log.RecordAsync(Whole(number, Answered(0, "r-m")), default), Is.Null);
    }

    [Test]
    public async Task Works_through_a_long_message_in_pieces()
    {
        var number = await Log.Taken(Search("m") with { ReferenceIds = [], TotalCount = null });
        await Log.ListItemsAsync(number, 0, ["a", "b"], default);
        await Log.ListItemsAsync(number, 1, ["b", "c", "d"], default);

        Assert.That(await Log.RecordAsync(Piece(number, Answered(0, "a"), new ItemResult(1, "b", "rjct.filter.invalid", "No.")) with { TotalCount = 4, Delivery = Callback() }, default), Is.Not.Null);
        var state = (await Log.FindAsync("p", new TransactionQuestion.ByTransaction("t-m"), default))[0];
        Assert.That((state.State, state.FinishedAt, state.CompletedCount, state.TotalCount), Is.EqualTo((WorkState.Pending, (DateTimeOffset?)null, 2, 4)));
        Assert.That(state.Items.Select(item => (item.ReferenceId, item.State, item.Code)), Is.EqualTo(new[]
        {
            ("c", WorkState.Pending, null), ("d", WorkState.Pending, null), ("a", WorkState.Succeeded, null), ("b", WorkState.Rejected, (string?)"rjct.filter.invalid"),
        }));

        await Log.PostponeAsync(number, Worker, Now, default);
        var work = (await Log.ClaimAsync(Worker, Now, 1, default))[0];
        Assert.That((work.CompletedCount, work.RejectedCount, work.TotalCount), Is.EqualTo((2, 1, 4)));
        Assert.That(await Log.RecordAsync(Whole(number, Answered(2, "c"), Answered(3, "d")), default), Is.Not.Null);
        Assert.That((await Log.FindAsync("p", new TransactionQuestion.ByTransaction("t-m"), default))[0].CompletedCount, Is.EqualTo(4));
    }

    [Test]
    public async Task Records_the_same_items_once_although_the_worker_had_the_work_twice()
    {
        var number = await Log.Taken(Search("m") with { ReferenceIds = ["a", "b", "c"], TotalCount = 3 });
        var first = Piece(number, Answered(0, "a"), Answered(1, "b")) with { Disclosures = [Told], Delivery = Callback() };
        await Log.RecordAsync(first, default);

        Assert.That(await Log.RecordAsync(first with { Delivery = Callback() }, default), Is.Null);
        Assert.That(await Log.RecordAsync(Whole(number, Answered(1, "b"), Answered(2, "c")), default), Is.Null);
        Assert.That(await Storage.Exchanges.ListDisclosuresAsync(null, 10, default), Has.Count.EqualTo(1));
        Assert.That(await Log.RecordAsync(Whole(number, Answered(2, "c")), default), Is.Not.Null);
    }

    [Test]
    public async Task Lists_an_item_that_nobody_listed_when_it_is_done()
    {
        var number = await Log.Taken(Search("m") with { ReferenceIds = [] });

        await Log.RecordAsync(Whole(number, Answered(0, "late")), default);

        Assert.That((await Log.FindAsync("p", new TransactionQuestion.ByReferences(["late"]), default)).Single().Items.Single().State, Is.EqualTo(WorkState.Succeeded));
    }

    [Test]
    public async Task Keeps_no_more_items_in_an_answer_than_it_says()
    {
        var number = await Log.Taken(Search("m") with { ReferenceIds = [] });
        await Log.ListItemsAsync(number, 0, [.. Enumerable.Range(0, 2500).Select(i => $"r{i}")], default);
        await Log.RecordAsync(Piece(number, [.. Enumerable.Range(0, 2000).Select(i => Answered(i, $"r{i}"))]), default);

        var items = (await Log.FindAsync("p", new TransactionQuestion.ByTransaction("t-m"), default))[0].Items;

        Assert.That(items, Has.Count.EqualTo(TransactionState.MostItems));
        Assert.That((items[0].ReferenceId, items[499].ReferenceId, items[500].ReferenceId), Is.EqualTo(("r2000", "r2499", "r0")));
    }

    [Test]
    public async Task Lets_an_item_without_a_result_stand_as_its_transaction_ended()
    {
        var number = await Log.Taken(Search("m"));

        await Log.RecordAsync(Piece(number) with { Finished = WorkState.Rejected }, default);

        Assert.That((await Log.FindAsync("p", new TransactionQuestion.ByReferences(["r-m"]), default))[0].Items,
            Is.EqualTo(new[] { new ItemState("r-m", WorkState.Rejected, Now.AddSeconds(1), null, null) }));
    }

    [Test]
    public async Task Finds_by_each_name_newest_first_and_never_anothers()
    {
        var first = Search("a") with { TransactionId = "t", ReferenceIds = ["x", "y"] };
        var second = Search("b") with { TransactionId = "t", ReferenceIds = ["y"] };
        await Log.Taken(first);
        await Log.Taken(second);
        await Log.Taken(Search("a", "other") with { TransactionId = "t", ReferenceIds = ["y"] });

        Assert.That(await Correlations("p", new TransactionQuestion.ByTransaction("t")), Is.EqualTo(new[] { second.CorrelationId, first.CorrelationId }));
        Assert.That(await Correlations("p", new TransactionQuestion.ByCorrelation(first.CorrelationId)), Is.EqualTo(new[] { first.CorrelationId }));
        Assert.That(await Correlations("p", new TransactionQuestion.ByReferences(["y", "y", "unknown"])), Is.EqualTo(new[] { second.CorrelationId, first.CorrelationId }));
        Assert.That((await Log.FindAsync("p", new TransactionQuestion.ByReferences(["y"]), default))[1].Items.Select(item => item.ReferenceId), Is.EqualTo(new[] { "y" }));
        Assert.That(await Correlations("other", new TransactionQuestion.ByCorrelation(first.CorrelationId)), Is.Empty);
        Assert.That(await Correlations("p", new TransactionQuestion.ByTransaction("unknown")), Is.Empty);
    }

    [Test]
    public async Task Erases_content_and_later_forgets()
    {
        var contentId = await Storage.Contents.StoreAsync(new MemoryStream([1, 2, 3]), Now, default);
        var number = await Log.Taken(Search("long") with { ContentId = contentId, Content = default, ReferenceIds = [.. Enumerable.Range(0, 1200).Select(i => $"r{i}")] });
        await Log.Taken(Search("unfinished"));
        await Log.RecordAsync(Whole(number), default);

        Assert.That(await Log.PruneAsync(Now, Now, 100, default), Is.Zero);
        Assert.That(await Log.PruneAsync(Now.AddDays(7), Now, 100, default), Is.EqualTo(1));
        Assert.That(Storage.Contents.OpenRead(contentId), Is.Null);
        Assert.That(await Correlations("p", new TransactionQuestion.ByTransaction("t-long")), Has.Count.EqualTo(1));

        Assert.That(await Log.PruneAsync(Now.AddDays(7), Now.AddDays(7), 500, default), Is.EqualTo(500), "a limited number at a time");
        Assert.That(await Log.PruneAsync(Now.AddDays(7), Now.AddDays(7), 10_000, default), Is.EqualTo(701));
        Assert.That(await Correlations("p", new TransactionQuestion.ByTransaction("t-long")), Is.Empty);
        Assert.That(await Correlations("p", new TransactionQuestion.ByTransaction("t-unfinished")), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Makes_and_ends_subscriptions_with_the_work_that_says_so()
    {
        var number = await Log.Taken(Search("m"));
        var made = Listening("made");
        var ended = await Storage.Subscriptions.SaveAsync(Listening("ended"), default);
        await Storage.Subscriptions.Tell(ended.Told(1));
        var piece = Whole(number, Answered(0, "r-m")) with { Delivery = Callback(), Subscriptions = [made], EndedSubscriptions = [ended.SubscriptionNo, 4711] };

        Assert.That(await Log.RecordAsync(piece with { WorkerId = "another" }, default), Is.Null);
        Assert.That(await Storage.Subscriptions.FindAsync("p", made.Code, default), Is.Null);
        Assert.That(await Log.RecordAsync(piece, default), Is.Not.Null);

        var (found, over) = ((await Storage.Subscriptions.FindAsync("p", made.Code, default))!, await Storage.Subscriptions.Again(ended));
        Assert.That((found.State, found.CreatedAt), Is.EqualTo((SubscriptionState.Active, Now)));
        Assert.That((over.State, over.ChangedAt, over.OpenDeliveries), Is.EqualTo((SubscriptionState.Ended, Now.AddSeconds(1), 0)));
    }

    [Test]
    public async Task Replaces_a_subscription_that_is_made_again_and_makes_one_anew_that_is_ended_with_it()
    {
        var renewed = await Storage.Subscriptions.SaveAsync(Listening("renewed"), default);
        var anew = await Storage.Subscriptions.SaveAsync(Listening("anew"), default);
        var number = await Log.Taken(Search("m"));

        await Log.RecordAsync(Whole(number) with { Subscriptions = [Listening("renewed"), Listening("anew")], EndedSubscriptions = [anew.SubscriptionNo] }, default);

        Assert.That((await Storage.Subscriptions.Again(renewed)).Revision, Is.EqualTo(2));
        Assert.That((await Storage.Subscriptions.FindSameAsync("p", SubscriptionBinding.Dci, Digest("anew"), default))!.SubscriptionNo, Is.GreaterThan(anew.SubscriptionNo));
        Assert.That(await Storage.Subscriptions.CountAsync("p", default), Is.EqualTo(new SubscriptionCount(2, 0)));
    }

    [Test]
    public void Takes_in_nothing_whose_content_is_not_there() =>
        Assert.That(() => Log.AcceptAsync(Search("m") with { ContentId = 77, Content = default }, default), Throws.InvalidOperationException);

    [Test]
    public async Task Still_has_everything_after_a_restart()
    {
        var first = Search("m");
        var number = await Log.Taken(first);

        await Reopen();

        Assert.That(await Log.AcceptAsync(Search("m"), default), Is.EqualTo(new Acceptance.Repeated(first.CorrelationId, Now)));
        Assert.That(await Log.RecordAsync(Whole(number, Answered(0, "r-m")) with { Delivery = Callback() }, default), Is.Not.Null);
    }

    private async Task<List<long>> TakeAll(string worker)
    {
        var numbers = new List<long>();
        while (await Log.ClaimAsync(worker, Now, 7, default) is { Count: > 0 } work)
            numbers.AddRange(work.Select(one => one.TransactionNo));
        return numbers;
    }

    private async Task<List<string>> Correlations(string partner, TransactionQuestion question) =>
        [.. (await Log.FindAsync(partner, question, default)).Select(state => state.CorrelationId)];
}
