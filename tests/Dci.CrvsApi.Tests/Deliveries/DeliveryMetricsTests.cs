using System.Diagnostics.Metrics;

namespace Dci.CrvsApi.Tests.Deliveries;

public sealed class DeliveryMetricsTests
{
    [Test]
    public async Task Counts_attempts_by_outcome_and_tells_what_waits()
    {
        await using var house = await new DeliveryHouse().StartAsync();
        var measured = new List<(string Name, double Value, object? Outcome)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, into) =>
        {
            if (instrument.Name.StartsWith("crvs.delivery.") && instrument.Meter.Scope == house.Meters)
                into.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        await using var receiver = Receiver.Answering(500, 200);
        await house.Store.EndOf(await house.SendAsync(receiver.Address));
        house.Store.Add(house.Due(receiver.Address) with { DueAt = DateTimeOffset.UtcNow.AddHours(1) });
        house.Store.Add(house.Due(new Uri("https://nobody.example/")) with { DueAt = DateTimeOffset.UtcNow.AddMinutes(-2), WorkerId = "another" });

        await house.Watch.LookAsync(CancellationToken.None);
        listener.RecordObservableInstruments();

        lock (measured)
        {
            Assert.That(measured.Where(one => one.Name == "crvs.delivery.attempts").Select(one => one.Outcome), Is.EquivalentTo(["server_error", "delivered"]));
            Assert.That(measured.Count(one => one.Name == "crvs.delivery.duration"), Is.EqualTo(2));
            Assert.That(measured.Single(one => one.Name == "crvs.delivery.waiting").Value, Is.EqualTo(2));
            Assert.That(measured.Single(one => one.Name == "crvs.delivery.dead").Value, Is.Zero);
            Assert.That(measured.Single(one => one.Name == "crvs.delivery.oldest_due_age").Value, Is.InRange(119, 180));
        }

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (measured)
                measured.Add((instrument.Name, value, tags.Length > 0 ? tags[0].Value : null));
        }
    }
}
