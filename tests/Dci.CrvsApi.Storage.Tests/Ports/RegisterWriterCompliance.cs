using System.Text;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class RegisterWriterCompliance : StoreFixture
{
    [Test]
    public async Task Stores_a_record_and_replaces_it_and_leaves_the_same_alone()
    {
        Assert.That(await Save(RecordBuilder.Birth()), Is.EqualTo(WriteOutcome.Created));
        Assert.That(await Save(RecordBuilder.Birth()), Is.EqualTo(WriteOutcome.Unchanged));
        Assert.That(await Save(RecordBuilder.Birth().Numbered("CORRECTED").Saying("more")), Is.EqualTo(WriteOutcome.Replaced));

        Assert.That(await Find("CORRECTED"), Is.EqualTo(new[] { "record-1" }));
        Assert.That(await Find("NORECORD1"), Is.Empty);
        Assert.That(await Storage.Writer.CountAsync(default), Is.EqualTo(new Dictionary<VitalEvent, long> { [VitalEvent.LiveBirth] = 1 }));
    }

    [Test]
    public async Task Renders_anew_when_only_the_mapping_has_changed()
    {
        await Save(RecordBuilder.Birth());

        Assert.That(await Save(RecordBuilder.Birth().Mapped(2)), Is.EqualTo(WriteOutcome.Replaced));

        var page = (SearchOutcome.Page)await Storage.Registry.SearchAsync(Query.ByNumber("NORECORD1"), default);
        Assert.That(page.Records[0].Person.ToArray(), Is.EqualTo(RecordBuilder.Rendered("record-1", PersonRole.Child, null, 2)));
    }

    [Test]
    public async Task Withdraws_a_record_that_is_no_longer_registered_and_takes_it_back()
    {
        await Save(RecordBuilder.Birth());

        await Save(RecordBuilder.Birth().InStatus(RegistrationStatus.Cancelled).Saying("cancelled"));

        Assert.That(await Find("NORECORD1"), Is.Empty);
        Assert.That(await Storage.Registry.ReadBundleAsync("record-1", default), Is.Null);
        Assert.That((await Storage.Writer.CountAsync(default))[VitalEvent.LiveBirth], Is.EqualTo(1));

        await Save(RecordBuilder.Birth().Saying("again"));

        Assert.That(await Find("NORECORD1"), Is.EqualTo(new[] { "record-1" }));
    }

    [Test]
    public async Task Refuses_a_registration_number_that_another_registered_record_of_the_event_has()
    {
        await Save(RecordBuilder.Birth("a").Numbered("1"));

        Assert.That(await Save(RecordBuilder.Birth("b").Numbered(" 1 ")), Is.EqualTo(WriteOutcome.RegistrationNumberTaken));
        Assert.That(await Save(RecordBuilder.Marriage("c").Numbered("1")), Is.EqualTo(WriteOutcome.Created));
        Assert.That(await Save(RecordBuilder.Birth("d").Numbered("1").InStatus(RegistrationStatus.Declared)), Is.EqualTo(WriteOutcome.Created));
        Assert.That(await Find("1"), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task Lets_a_record_keep_its_number_when_it_is_corrected()
    {
        await Save(RecordBuilder.Birth().Numbered("1"));

        Assert.That(await Save(RecordBuilder.Birth().Numbered("1").Saying("x")), Is.EqualTo(WriteOutcome.Replaced));
    }

    [Test]
    public async Task Gives_back_every_bundle_in_order_with_the_original_where_it_differs()
    {
        await Save(RecordBuilder.Birth("a").CameBy("seed"));
        await Save(RecordBuilder.Birth("b").ReceivedAs("as it came"));
        await Save(RecordBuilder.Birth("c").InStatus(RegistrationStatus.Declared));

        var bundles = await Storage.Writer.ReadAllAsync(default).ToListAsync();

        Assert.That(bundles.Select(bundle => (bundle.RecordId, bundle.Origin)), Is.EqualTo(new[] { ("a", "seed"), ("b", "import"), ("c", "import") }));
        Assert.That(bundles[0].Bundle.ToArray(), Is.EqualTo(RecordBuilder.Birth("a").Bundle()));
        Assert.That(bundles[0].Original, Is.Null);
        Assert.That(Encoding.UTF8.GetString(bundles[1].Original!.Value.Span), Is.EqualTo("as it came"));
        Assert.That(await Storage.Writer.OriginsAsync(default), Is.EqualTo(new[] { "seed", "import" }));
    }

    [Test]
    public async Task Reads_more_bundles_than_one_batch_holds()
    {
        await Storage.Writer.LoadAsync(Births(600), true, null, default);

        Assert.That(await Storage.Writer.ReadAllAsync(default).Select(bundle => bundle.RecordId).Distinct().CountAsync(), Is.EqualTo(600));
    }

    [Test]
    public async Task Loads_an_empty_register_and_finds_everything_after()
    {
        var reported = 0L;

        var stored = await Storage.Writer.LoadAsync(Births(1000), true, new Reporting(count => reported = count), default);

        Assert.That((stored, reported), Is.EqualTo((1000, 1000)));
        Assert.That(await Find("NOR7"), Is.EqualTo(new[] { "r7" }));
        Assert.That((await Storage.Writer.CountAsync(default))[VitalEvent.LiveBirth], Is.EqualTo(1000));
        Assert.That((await Storage.Registry.ReadBundleAsync("r7", default))!.Value.ToArray(), Is.EqualTo(RecordBuilder.Birth("r7").Bundle()));
        Assert.That(await Save(RecordBuilder.Birth("after")), Is.EqualTo(WriteOutcome.Created));
        Assert.That(await Save(RecordBuilder.Birth("r7")), Is.EqualTo(WriteOutcome.Unchanged));
    }

    [Test]
    public async Task Adds_to_a_register_that_is_not_empty()
    {
        await Save(RecordBuilder.Birth("r5"));

        Assert.That(await Storage.Writer.LoadAsync(Births(300), true, null, default), Is.EqualTo(299));
        Assert.That((await Storage.Writer.CountAsync(default))[VitalEvent.LiveBirth], Is.EqualTo(300));
    }

    [Test]
    public async Task Leaves_bundles_out_where_only_the_indexes_are_wanted()
    {
        await Storage.Writer.LoadAsync(Births(3), false, null, default);

        Assert.That(await Find("NOR1"), Is.EqualTo(new[] { "r1" }));
        Assert.That(await Storage.Registry.ReadBundleAsync("r1", default), Is.Null);
        Assert.That(await Storage.Writer.ReadAllAsync(default).CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Keeps_nothing_of_a_load_that_fails()
    {
        Assert.That(() => Storage.Writer.LoadAsync(Births(20_000, failAt: 19_000), true, null, default), Throws.TypeOf<IOException>());

        Assert.That(await Storage.Writer.CountAsync(default), Is.Empty);
        Assert.That(await Find("NOR1"), Is.Empty);
        Assert.That(await Storage.Writer.LoadAsync(Births(10), true, null, default), Is.EqualTo(10));
        Assert.That(await Find("NOR1"), Is.EqualTo(new[] { "r1" }));
    }

    [Test]
    public async Task Keeps_nothing_of_a_load_with_the_same_record_twice()
    {
        var twice = Births(500).Concat(Births(1));

        Assert.That(() => Storage.Writer.LoadAsync(twice, true, null, default), Throws.TypeOf<InvalidDataException>());
        Assert.That(await Storage.Writer.CountAsync(default), Is.Empty);
    }

    [Test]
    public async Task Ends_a_load_that_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var reports = new Reporting(_ => cancel.Cancel());

        Assert.That(() => Storage.Writer.LoadAsync(Births(int.MaxValue), true, reports, cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await Storage.Writer.CountAsync(default), Is.Empty);
    }

    private static async IAsyncEnumerable<RecordEntry> Births(int count, int failAt = -1)
    {
        for (var i = 0; i < count; i++)
        {
            if (i == failAt)
                throw new IOException("The source ended.");
            if (i % 1000 == 0)
                await Task.Yield();
            yield return RecordBuilder.Birth($"r{i}").Entry();
        }
    }

    private Task<WriteOutcome> Save(RecordBuilder record) => Storage.Writer.SaveAsync(record.Entry(), default);

    private async Task<IEnumerable<string>> Find(string number) =>
        ((SearchOutcome.Page)await Storage.Registry.SearchAsync(Query.ByNumber(number), default)).Records.Select(record => record.RecordId);

    private sealed class Reporting(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
