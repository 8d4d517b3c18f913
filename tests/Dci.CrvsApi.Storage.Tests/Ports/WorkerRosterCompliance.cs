using Dci.CrvsApi.Registry.Deliveries;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class WorkerRosterCompliance : StoreFixture
{
    [Test]
    public async Task Leaves_workers_that_are_there_what_they_have()
    {
        await Storage.Workers.SignInAsync(Worker, Now.AddSeconds(30), default);
        await Storage.Workers.SignInAsync("w", Now.AddSeconds(30), default);
        await Storage.Sent(Callback() with { WorkerId = Worker });
        await Storage.Transactions.Taken(Search("m"));

        Assert.That(await Storage.Workers.FreeAbandonedAsync(Now.AddSeconds(29), default), Is.Zero);
    }

    [Test]
    public async Task Frees_what_a_worker_has_whose_time_is_over()
    {
        await Storage.Workers.SignInAsync(Worker, Now.AddSeconds(30), default);
        await Storage.Workers.SignInAsync("w", Now.AddSeconds(60), default);
        var kept = await Storage.Transactions.Taken(Search("kept") with { WorkerId = "w" });
        var sent = await Storage.Sent(Callback() with { WorkerId = Worker });
        await Storage.Transactions.Taken(Search("m"));

        Assert.That(await Storage.Workers.FreeAbandonedAsync(Now.AddSeconds(30), default), Is.EqualTo(2));

        Assert.That(await Storage.Transactions.ClaimAsync("v", Now, 9, default), Has.Count.EqualTo(1));
        Assert.That(await Storage.Deliveries.ClaimAsync("v", Destination, Now, 9, default), Has.Count.EqualTo(1));
        Assert.That(await Storage.Deliveries.SettleAsync(sent.Settled(DeliveryState.Delivered), default), Is.False);
        Assert.That(await Storage.Transactions.RecordAsync(Whole(kept) with { WorkerId = "w" }, default), Is.Not.Null);
    }

    [Test]
    public async Task Keeps_a_worker_that_signs_in_again()
    {
        await Storage.Workers.SignInAsync(Worker, Now.AddSeconds(30), default);
        await Storage.Workers.SignInAsync(Worker, Now.AddSeconds(60), default);
        await Storage.Transactions.Taken(Search("m"));

        Assert.That(await Storage.Workers.FreeAbandonedAsync(Now.AddSeconds(45), default), Is.Zero);
    }

    [Test]
    public async Task Frees_what_somebody_has_who_never_signed_in()
    {
        await Storage.Transactions.Taken(Search("m") with { WorkerId = "unknown" });

        Assert.That(await Storage.Workers.FreeAbandonedAsync(Now, default), Is.EqualTo(1));
        Assert.That(await Storage.Transactions.ClaimAsync("w", Now, 9, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Frees_nothing_that_is_finished()
    {
        var number = await Storage.Transactions.Taken(Search("m"));
        await Storage.Transactions.RecordAsync(Whole(number), default);

        Assert.That(await Storage.Workers.FreeAbandonedAsync(Now, default), Is.Zero);
    }

    [Test]
    public async Task Frees_everything_of_a_worker_that_signs_off_at_once()
    {
        await Storage.Workers.SignInAsync(Worker, Now.AddSeconds(30), default);
        await Storage.Workers.SignInAsync("w", Now.AddSeconds(30), default);
        await Storage.Transactions.Taken(Search("m"));
        await Storage.Transactions.Taken(Search("n") with { WorkerId = "w" });

        await Storage.Workers.SignOffAsync(Worker, default);

        Assert.That(await Storage.Transactions.ClaimAsync("v", Now, 9, default), Has.Count.EqualTo(1));
    }
}
