using System.Net;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Events;

namespace Dci.CrvsApi.Tests.Fhir;

/// <summary>A register with the sample records, posted by a registrar, a notification that nobody registered, and somebody who reads.</summary>
internal sealed class FhirHouse : IDisposable
{
    public const string Notified = "3c1d7b20-0000-4000-8000-000000040001";

    private FhirHouse(EventHouse events, FhirReader reader) => (Events, Reader) = (events, reader);

    public EventHouse Events { get; }

    public FhirReader Reader { get; }

    public static async Task<FhirHouse> OpenAsync()
    {
        var events = await EventHouse.OpenAsync();
        foreach (var sample in SampleRecord.Names)
        {
            var reply = await events.Registrar.PostAsync(Clerk.Sample(sample));
            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Created), reply.Text);
        }

        var notified = await events.Hospital.PostAsync(Clerk.Sample("opencrvs-birth-notification.json"));
        Assert.That(notified.Status, Is.EqualTo(HttpStatusCode.Created), notified.Text);
        return new FhirHouse(events, await FhirReader.JoinAsync(events.Server));
    }

    public Task<FhirReader> JoinAsync(Func<PartnerRegistration, PartnerRegistration> grant) => FhirReader.JoinAsync(Events.Server, grant);

    public void Dispose() => Events.Dispose();
}
