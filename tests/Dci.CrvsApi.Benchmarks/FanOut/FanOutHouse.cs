using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Telling;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dci.CrvsApi.Benchmarks.FanOut;

/// <summary>The server's own parts over an empty register, put together and not started: changes are told when asked, and nothing is sent.</summary>
internal sealed class FanOutHouse : IDisposable
{
    private const string PartnerId = "bench";
    private const int AtOnce = 500;

    private readonly string _folder = Directory.CreateTempSubdirectory("crvs-bench").FullName;
    private readonly DemonstrationRegister _register = new(7, new DemonstrationCounts { Births = 200_000 });
    private readonly WebApplication _app;

    public FanOutHouse()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = _folder });
        builder.Configuration["Data:Path"] = _folder;
        builder.Logging.ClearProviders();
        builder.AddCrvsApi();
        _app = builder.Build();
    }

    public async Task SubscribeAsync(int others, int matching, CancellationToken cancellationToken)
    {
        await Get<IPlaceStore>().SaveAsync(_register.Places, cancellationToken);
        await Get<PartnerAdministration>().AddAsync(
            new PartnerRegistration { Id = PartnerId, SignaturePolicy = "accept-unsigned", AllRecords = true, CallbackOrigins = ["https://bench.example"] }, cancellationToken);
        var partner = (await Get<PartnerDirectory>().FindAsync(PartnerId, cancellationToken))!.Partner;
        foreach (var some in Enumerable.Range(0, others).Chunk(AtOnce))
            await Task.WhenAll(some.Select(number => SaveAsync(partner, Somebody(number), cancellationToken)));
        for (var i = 0; i < matching; i++)
            await SaveAsync(partner, Definition(null), cancellationToken);
    }

    public async Task RegisterAsync(int first, int count, CancellationToken cancellationToken)
    {
        var registered = _register.Records().Where(entry => entry.Record.Status.IsLegallyRegistered()).Skip(first).Take(count);
        foreach (var some in registered.Chunk(AtOnce))
            await Task.WhenAll(some.Select(entry => Get<IRegisterWriter>().SaveAsync(entry with { Announced = true }, cancellationToken)));
    }

    /// <summary>Tells what was not told yet; how long it takes, and how much of it the processor works.</summary>
    public async Task<(TimeSpan Took, TimeSpan Cpu)> TellAsync(CancellationToken cancellationToken)
    {
        var step = Get<FanOutStep>();
        var (from, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        while (await step.RunAsync(cancellationToken))
        {
        }

        return (Stopwatch.GetElapsedTime(from), Environment.CpuUsage.TotalTime - cpu);
    }

    public void Dispose()
    {
        ((IDisposable)_app).Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SaveAsync(Partner partner, SubscriptionDefinition definition, CancellationToken cancellationToken)
    {
        var open = (SubscriptionPassage.Open)Get<SubscriptionGate>().Consider(partner, definition, ChangeKinds.Registration);
        var now = DateTimeOffset.UnixEpoch;
        var subscription = new NewSubscription
        {
            Code = Guid.CreateVersion7().ToString(),
            PartnerId = PartnerId,
            Binding = SubscriptionBinding.Dci,
            CorrelationId = Guid.NewGuid().ToString(),
            Address = "https://bench.example/on-notify",
            Digest = RandomNumberGenerator.GetBytes(32),
            Definition = JsonSerializer.SerializeToUtf8Bytes(definition, DefinitionJson.Default.SubscriptionDefinition),
            Kinds = ChangeKinds.Registration,
            Keys = open.Keys,
            Scanned = open.Scanned,
            CreatedAt = now,
            StartsAt = now,
            AfterChange = 0,
        };
        await Get<ISubscriptionStore>().SaveAsync(subscription, cancellationToken);
    }

    /// <summary>A person that the register does not know.</summary>
    private static SubscriptionDefinition Somebody(int number) => Definition(JsonElement.Parse(
        string.Create(CultureInfo.InvariantCulture, $$$"""{"query_type":"idtype-value","query":{"type":"UIN","value":"NOBODY{{{number}}}"}}""")));

    private static SubscriptionDefinition Definition(JsonElement? criteria) => new()
    {
        Request = new RequestEcho("m-1", "subscribe", PartnerId, null, "t-1"),
        Criteria = criteria,
        Events = [VitalEvent.LiveBirth],
    };

    private T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();
}
