using Dci.CrvsApi.Access;
using Dci.CrvsApi.Tests.Deliveries;
using Dci.CrvsApi.Tests.Partners;
using Dci.CrvsApi.Transactions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Transactions;

internal sealed class AdmissionRefresherTests
{
    [Test]
    public async Task Goes_on_after_whatever_kept_it_from_counting()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid("partner") with { Limits = new() { Unfinished = 1 } });
        var partner = (await house.FindAsync("partner"))!;
        var admission = new Admission(Options.Create(new AdmissionOptions()));
        var log = new NotingTransactionLog();
        log.Unfinished.Enqueue(() => throw new IOException("The disk is away."));
        log.Unfinished.Enqueue(() => new Dictionary<string, int> { ["partner"] = 1 });
        using var refresher = new AdmissionRefresher(admission, log, new DeliveriesInMemory(), new HastyClock(), NullLogger<AdmissionRefresher>.Instance);

        await refresher.StartAsync(CancellationToken.None);
        await AsyncSearchTests.Eventually(() => Task.FromResult(admission.Refuse(partner)), refusal => refusal is not null);
        await refresher.StopAsync(CancellationToken.None);
    }
}
