using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests.Ports;

/// <summary>Records as they stand now, whatever their standing.</summary>
internal abstract class StandingRecordsCompliance : StoreFixture
{
    [Test]
    public async Task Gives_what_is_registered_and_what_is_not_and_leaves_out_what_is_unknown()
    {
        await Storage.Writer.SaveAsync(RecordBuilder.Birth("a").Entry(), default);
        await Storage.Writer.SaveAsync(RecordBuilder.Birth("b").Entry(), default);
        var cancelled = RecordBuilder.Birth("b").InStatus(RegistrationStatus.Cancelled).Saying("cancelled");
        await Storage.Writer.SaveAsync(cancelled.Entry(), default);

        var standing = await Storage.StandingRecords.ReadAsync(["a", "b", "unknown", "a"], default);

        Assert.That(standing.Values.Select(record => (record.RecordId, record.Version, record.Disclosed)), Is.EquivalentTo(new[] { ("a", 1L, true), ("b", 2L, false) }));
        Assert.That(standing["a"].Bundle!.Value.ToArray(), Is.EqualTo(RecordBuilder.Birth("a").Bundle()));
        Assert.That(standing["b"].Bundle!.Value.ToArray(), Is.EqualTo(cancelled.Bundle()));
    }

    [Test]
    public async Task Gives_no_bundle_where_none_is_kept()
    {
        await Storage.Writer.LoadAsync(new[] { RecordBuilder.Birth("a").Entry() }.ToAsyncEnumerable(), false, null, default);

        Assert.That((await Storage.StandingRecords.ReadAsync(["a"], default))["a"], Is.EqualTo(new StandingRecord("a", 1, true, null)));
    }
}
