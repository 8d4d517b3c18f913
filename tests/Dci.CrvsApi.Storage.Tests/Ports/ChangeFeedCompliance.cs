using System.Collections.Concurrent;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class ChangeFeedCompliance : StoreFixture
{
    [Test]
    public async Task Tells_the_life_of_a_record()
    {
        await Save(RecordBuilder.Birth().Numbered(null).InStatus(RegistrationStatus.Notified));
        await Save(RecordBuilder.Birth().InStatus(RegistrationStatus.Declared).Saying("declared"));
        await Save(RecordBuilder.Birth());
        await Save(RecordBuilder.Birth().InStatus(RegistrationStatus.Certified).Saying("certified"));
        await Save(RecordBuilder.Birth().InStatus(RegistrationStatus.CorrectionRequested).Saying("asked"));
        await Save(RecordBuilder.Birth().Saying("corrected"));
        await Save(RecordBuilder.Birth().InStatus(RegistrationStatus.Cancelled).Saying("cancelled"));
        await Save(RecordBuilder.Birth().Saying("again"));

        var changes = await Storage.Changes.ReadAsync(0, 100, default);

        Assert.That(changes.Select(change => change.Kind), Is.EqualTo(new[]
        {
            ChangeKind.Notified, ChangeKind.Updated, ChangeKind.Registered, ChangeKind.Certified,
            ChangeKind.Updated, ChangeKind.Corrected, ChangeKind.Cancelled, ChangeKind.Reinstated,
        }));
        Assert.That(changes.Select(change => change.Version), Is.EqualTo(Enumerable.Range(1, 8)));
        Assert.That(changes.Select(change => (change.RecordId, change.Event)).Distinct(), Is.EqualTo(new[] { ("record-1", VitalEvent.LiveBirth) }));
    }

    [Test]
    public async Task Calls_a_certificate_that_says_something_else_a_correction()
    {
        await Save(RecordBuilder.Marriage());
        await Save(RecordBuilder.Marriage().InStatus(RegistrationStatus.Issued).Saying("certified").Mapped(2));

        Assert.That((await Storage.Changes.ReadAsync(1, 100, default))[0].Kind, Is.EqualTo(ChangeKind.Corrected));
    }

    [Test]
    public async Task Reinstates_what_was_cancelled_and_then_declared_again()
    {
        await Save(RecordBuilder.Birth());
        await Save(RecordBuilder.Birth().InStatus(RegistrationStatus.Archived).Saying("archived"));
        await Save(RecordBuilder.Birth().InStatus(RegistrationStatus.Declared).Saying("declared"));
        await Save(RecordBuilder.Birth().Saying("again"));
        await Save(RecordBuilder.Birth().InStatus(RegistrationStatus.Cancelled).Saying("cancelled"));

        Assert.That((await Storage.Changes.ReadAsync(0, 100, default)).Select(change => change.Kind), Is.EqualTo(new[]
        {
            ChangeKind.Registered, ChangeKind.Cancelled, ChangeKind.Updated, ChangeKind.Reinstated, ChangeKind.Cancelled,
        }));
    }

    [Test]
    public async Task Says_nothing_of_what_did_not_change()
    {
        await Save(RecordBuilder.Birth());
        await Save(RecordBuilder.Birth());
        await Save(RecordBuilder.Birth().Mapped(2));
        await Save(RecordBuilder.Birth("other").Numbered("NOrecord-1"));

        Assert.That(await Storage.Changes.ReadAsync(0, 100, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Begins_after_what_was_loaded_into_an_empty_register()
    {
        await Storage.Writer.LoadAsync(new[] { RecordBuilder.Birth("a").Entry(), RecordBuilder.Birth("b").Entry() }.ToAsyncEnumerable(), true, null, default);
        await Save(RecordBuilder.Birth("c"));

        var changes = await Storage.Changes.ReadAsync(0, 100, default);

        Assert.That(changes.Select(change => (change.Number, change.RecordId, change.Announced)), Is.EqualTo(new[] { (1L, "c", false) }));
    }

    [Test]
    public async Task Gives_each_change_an_id_of_its_own_that_stays()
    {
        for (var i = 0; i < 20; i++)
            await Storage.Writer.SaveAsync(RecordBuilder.Birth($"r{i}").Entry() with { Announced = true }, default);
        var before = await Storage.Changes.ReadAsync(0, 100, default);
        await Reopen();

        Assert.That(before.Select(change => change.EventId), Is.Unique);
        Assert.That(before.Select(change => change.EventId.Version), Has.All.EqualTo(7));
        Assert.That(before.Select(change => change.Announced), Has.All.True);
        Assert.That(await Storage.Changes.ReadAsync(0, 100, default), Is.EqualTo(before));
    }

    [Test]
    public async Task Is_read_piece_by_piece()
    {
        for (var i = 0; i < 5; i++)
            await Save(RecordBuilder.Birth($"r{i}"));

        Assert.That((await Storage.Changes.ReadAsync(1, 3, default)).Select(change => change.Number), Is.EqualTo(new[] { 2, 3, 4 }));
        Assert.That(await Storage.Changes.ReadAsync(5, 3, default), Is.Empty);
    }

    [Test]
    public async Task Lets_no_reader_pass_a_change_that_is_not_stored_yet()
    {
        const int Writers = 4;
        const int Each = 50;
        var seen = new ConcurrentQueue<long>();
        var reading = Task.Run(async () =>
        {
            var after = 0L;
            while (after < Writers * Each)
                foreach (var change in await Storage.Changes.ReadAsync(after, 7, default))
                {
                    seen.Enqueue(change.Number);
                    after = change.Number;
                }
        });
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await Save(RecordBuilder.Birth($"w{writer}-{i}"));
                await Save(RecordBuilder.Birth($"refused{writer}-{i}").Numbered($"NOw{writer}-{i}"));
            }
        })));
        await reading.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.That(seen, Is.EqualTo(Enumerable.Range(1, Writers * Each)));
    }

    private Task<WriteOutcome> Save(RecordBuilder record) => Storage.Writer.SaveAsync(record.Entry(), default);
}
