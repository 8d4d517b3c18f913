using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Storage.Sql;
using Dci.CrvsApi.Storage.Sql.Deliveries;
using Dci.CrvsApi.Storage.Sql.Sqlite;
using Dci.CrvsApi.Storage.Sql.Subscriptions;
using Dci.CrvsApi.Storage.Sql.Transactions;

namespace Dci.CrvsApi.Storage.Tests.Sqlite;

/// <summary>What asks the asynchronous tables again and again begins at an index, however many rows wait there.</summary>
[TestFixture]
internal sealed class ExchangePlans
{
    private static readonly SqliteDialect Dialect = new();

    private readonly TemporaryFolder _folder = new();
    private SqliteDatabase _database = null!;

    private static IEnumerable<TestCaseData> Statements()
    {
        yield return Shape("repetition", TransactionIntake.FindFirst, "SEARCH m USING PRIMARY KEY (partner_id=? AND digest=?)", "SEARCH t USING INTEGER PRIMARY KEY (rowid=?)");
        yield return Shape("claim work", Dialect.ClaimTransactions, "SEARCH txn USING INTEGER PRIMARY KEY (rowid=?)", "SEARCH txn USING INDEX ix_txn_due (due_at<?)");
        yield return Shape(
            "claim deliveries", Dialect.ClaimDeliveries,
            "SEARCH delivery USING INTEGER PRIMARY KEY (rowid=?)", "SEARCH d USING INDEX ix_delivery_due (destination=? AND due_at<?)",
            "SEARCH s USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN", "SEARCH e USING COVERING INDEX ix_delivery_lane (subscription_no=?)");
        yield return Shape("first of others", LaneClaim.FirstOfOthers, "SEARCH delivery USING COVERING INDEX ix_delivery_lane (subscription_no=?)");
        yield return Shape("who has a lane", SubscriptionLane.ReadOwner, "SEARCH delivery USING COVERING INDEX ix_delivery_lane (subscription_no=?)");
        yield return Shape("what waits for a subscription", WaitingDeliveries.Of, "SEARCH d USING COVERING INDEX ix_delivery_lane (subscription_no=?)");
        yield return Shape("same subscription", SubscriptionSave.FindSame, "SEARCH s USING INDEX ux_subscription_same (partner_id=? AND binding=? AND digest=?)");
        yield return Shape("subscription by code", SubscriptionLookup.ByCode, "SEARCH s USING INDEX ux_subscription_code (code=?)");
        yield return Shape("subscription by correlation", SubscriptionLookup.ByCorrelation, "SEARCH s USING INDEX ix_subscription_correlation (correlation_id=?)");
        yield return Shape("a partner's subscriptions", SubscriptionLookup.Sql(new SubscriptionFilter("p", null, null, 10), Dialect), "SEARCH s USING INDEX ix_subscription_partner (partner_id=?)");
        yield return Shape("number of subscriptions", SubscriptionLookup.CountOf(Dialect), "SEARCH subscription USING COVERING INDEX ix_subscription_count (partner_id=?)");
        yield return Shape("states of subscriptions", SubscriptionLookup.ByState(Dialect), "SCAN subscription USING COVERING INDEX ix_subscription_count");
        yield return Shape("ready", SubscriptionLookup.Ready(Dialect), "SEARCH s USING INDEX ix_subscription_ready (subscription_no>?)");
        yield return Shape("collected", SubscriptionLookup.Collected(Dialect), "SEARCH s USING INDEX ix_subscription_collect (collect_at>? AND collect_at<?)");
        yield return Shape("expired subscriptions", SubscriptionDeadlines.Over(Dialect), "SEARCH subscription USING INDEX ix_subscription_ends (ends_at>? AND ends_at<?)");
        yield return Shape("failing subscriptions", SubscriptionDeadlines.Failing(Dialect), "SEARCH subscription USING INDEX ix_subscription_failing (failing_since>? AND failing_since<?)");
        yield return Shape("owners of a key", SubscriptionKeys.After(Dialect), "SEARCH subscription_key USING PRIMARY KEY (key=? AND subscription_no>?)");
        yield return Shape("keys of an owner", SubscriptionKeys.OfOwner(Dialect), "SEARCH subscription_key USING COVERING INDEX ix_subscription_key_owner (subscription_no=?)");
        yield return Shape("events", EventRows.After(Dialect), "SEARCH subscription_event USING PRIMARY KEY (subscription_no=? AND sequence>?)");
        yield return Shape("old events", SubscriptionPruning.OldEvents(Dialect), "SEARCH e USING COVERING INDEX ix_subscription_event_at (at<?)", "SEARCH s USING INTEGER PRIMARY KEY (rowid=?)");
        yield return Shape("dead keys", SubscriptionPruning.OwnersOfDeadKeys(Dialect), "SCAN s USING INDEX ix_subscription_ended", "SEARCH k USING COVERING INDEX ix_subscription_key_owner (subscription_no=?)");
        yield return Shape("ended subscriptions", SubscriptionPruning.Ended(Dialect), "SEARCH s USING INDEX ix_subscription_ended (changed_at<?)");
        yield return Shape(
            "due destinations", Dialect.DueDestinations,
            "SEARCH delivery USING INDEX ix_delivery_due", "SEARCH d USING INDEX ix_delivery_due (destination>?)", "SEARCH w EXISTS USING INDEX ix_delivery_due (destination=? AND due_at<?)");
        yield return Shape("status by transaction", TransactionLookup.ByTransaction(Dialect), "SEARCH t USING INDEX ix_txn_transaction (partner_id=? AND transaction_id=?)");
        yield return Shape("status by correlation", TransactionLookup.ByCorrelation(Dialect), "SEARCH t USING INDEX ux_txn_correlation (correlation_id=?)");
        yield return Shape("status by reference", TransactionLookup.ByReference(Dialect), "SEARCH i USING INDEX ix_txn_item_reference (partner_id=? AND reference_id=?)");
        yield return Shape("items", TransactionLookup.ItemsOf(Dialect), "SEARCH i USING PRIMARY KEY (txn_no=?)");
        yield return Shape("unfinished", TransactionLookup.Unfinished(Dialect), "SCAN txn USING COVERING INDEX ix_txn_unfinished");
        yield return Shape("abandoned", WorkerRoster.CountAbandoned, "SEARCH txn USING COVERING INDEX ix_txn_unfinished (worker_id>?)", "SEARCH delivery USING COVERING INDEX ix_delivery_waiting (worker_id>?)");
        yield return Shape("backlog", DeliveryListing.Waiting(Dialect), "SCAN delivery USING COVERING INDEX ix_delivery_waiting");
        yield return Shape("dead", DeliveryListing.Dead, "SEARCH delivery USING COVERING INDEX ix_delivery_settled (state=?)");
        yield return Shape("expired", DeadLetterBox.Expired(Dialect), "SEARCH delivery USING COVERING INDEX ix_delivery_waiting (worker_id=?)");
        yield return Shape("replay", DeadLetterBox.DeadOnes(Dialect, null), "SEARCH delivery USING INDEX ix_delivery_settled (state=? AND erased=? AND settled_at>? AND settled_at<?)");
        yield return Shape("prune deliveries", DeliveryPruning.Due(Dialect), "SEARCH delivery USING COVERING INDEX ix_delivery_settled (state=? AND erased=? AND settled_at>? AND settled_at<?)");
        yield return Shape("prune transactions", TransactionPruning.Due(Dialect), "SEARCH txn USING COVERING INDEX ix_txn_finished (erased=? AND finished_at>? AND finished_at<?)");
        yield return Shape("a partner's deliveries", DeliveryListing.Sql(new DeliveryFilter(null, "p", 10), Dialect), "SEARCH delivery USING INDEX ix_delivery_partner (partner_id=?)");
        yield return Shape("dead letters", DeliveryListing.Sql(new DeliveryFilter(DeliveryState.Dead, null, 10), Dialect), "SEARCH delivery USING INDEX ix_delivery_settled (state=?)");
        yield return Shape("all deliveries", DeliveryListing.Sql(new DeliveryFilter(null, null, 10), Dialect), "SCAN delivery");
    }

    [OneTimeSetUp]
    public void Open() => _database = SqliteDatabase.OpenExchanges(_folder.Path, TimeProvider.System);

    [OneTimeTearDown]
    public async Task Close()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Statements))]
    public void Begins_at_its_index(string sql, string[] expected)
    {
        var plan = Plan(sql);

        Assert.That(plan, Is.SupersetOf(expected));
        Assert.That(plan.Except(expected), Has.None.Match("^SCAN (txn|delivery|txn_item|message_seen|content|subscription|subscription_key|subscription_event)\\b"));
    }

    [TestCase("a partner's deliveries")]
    [TestCase("all deliveries")]
    public void Shows_deliveries_in_the_order_of_their_numbers_without_sorting(string name)
    {
        var sql = (string)Statements().Single(statement => statement.TestName!.Contains(name)).Arguments[0]!;

        Assert.That(Plan(sql), Has.None.Contains("USE TEMP B-TREE"));
    }

    private List<string> Plan(string sql) => _database.Read(session =>
    {
        var statement = session.Prepare("EXPLAIN QUERY PLAN " + sql);
        var details = new List<string>();
        while (statement.Read())
            details.Add(statement.Text(3));
        statement.Reset();
        return details;
    });

    private static TestCaseData Shape(string name, string sql, params string[] expected) =>
        new TestCaseData(sql, expected).SetName($"Begins_at_its_index({name})");
}
