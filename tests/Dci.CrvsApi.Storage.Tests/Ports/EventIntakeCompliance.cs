using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class EventIntakeCompliance : StoreFixture
{
    private static readonly RecordBuilder Notified = RecordBuilder.Birth().Numbered(null).InStatus(RegistrationStatus.Notified).Saying("notified");

    [Test]
    public async Task Answers_a_bundle_that_comes_again_as_the_first_time()
    {
        var first = await TakeAsync(RecordBuilder.Birth(), identifier: "b1");
        await TakeAsync(RecordBuilder.Birth().Saying("corrected"), identifier: "b2");

        var again = await TakeAsync(RecordBuilder.Birth(), identifier: "b1");

        var accepted = (IntakeOutcome.Accepted)again;
        Assert.That(accepted, Is.EqualTo((IntakeOutcome.Accepted)first with { Kind = null, At = accepted.At }));
        Assert.That(accepted.At.ToUnixTimeMilliseconds(), Is.EqualTo(((IntakeOutcome.Accepted)first).At.ToUnixTimeMilliseconds()));
        Assert.That(await KindsAsync(), Is.EqualTo(new[] { ChangeKind.Registered, ChangeKind.Corrected }));
    }

    [Test]
    public async Task Refuses_another_bundle_under_the_same_identifier_of_the_same_partner_only()
    {
        await TakeAsync(RecordBuilder.Birth(), identifier: "b1");

        Assert.That(await TakeAsync(RecordBuilder.Birth().Saying("x"), identifier: "b1"), Is.EqualTo(Refusal(IntakeRefusal.IdentifierReused)));
        Assert.That(await TakeAsync(RecordBuilder.Birth("other"), identifier: "b1", partner: "b"), Is.InstanceOf<IntakeOutcome.Accepted>());
        Assert.That(await KindsAsync(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Keeps_nothing_of_a_bundle_that_is_refused()
    {
        await TakeAsync(RecordBuilder.Birth("a").Numbered("1"));

        var taken = await TakeAsync(RecordBuilder.Birth("b").Numbered("1"), identifier: "b1", places: [new Place { Id = "new", Kind = PlaceKind.Area, Name = "New" }]);

        Assert.That(taken, Is.EqualTo(Refusal(IntakeRefusal.NumberTaken)));
        Assert.That((await Storage.Places.LoadAsync(default)).Find("new"), Is.Null);
        Assert.That(await KindsAsync(), Has.Count.EqualTo(1));
        Assert.That(await TakeAsync(RecordBuilder.Birth("b").Numbered("2"), identifier: "b1"), Is.InstanceOf<IntakeOutcome.Accepted>());
    }

    [Test]
    public async Task Stores_places_with_the_record_that_brings_them()
    {
        await TakeAsync(RecordBuilder.Birth().At("new"), places: [new Place { Id = "new", Kind = PlaceKind.Area, Name = "New" }]);

        Assert.That((await Storage.Places.LoadAsync(default)).Find("new")?.Name, Is.EqualTo("New"));
    }

    [Test]
    public async Task Lets_a_notifier_change_its_own_notification_until_it_is_registered()
    {
        Assert.That(await NotifyAsync(Notified, "hospital"), Is.InstanceOf<IntakeOutcome.Accepted>());
        Assert.That(await NotifyAsync(Notified.Saying("more"), "hospital"), Is.InstanceOf<IntakeOutcome.Accepted>());
        Assert.That(await NotifyAsync(Notified.Saying("else"), "another"), Is.EqualTo(Refusal(IntakeRefusal.OfAnotherPartner)));
        Assert.That(await TakeAsync(RecordBuilder.Birth(), partner: "registry"), Is.InstanceOf<IntakeOutcome.Accepted>());
        Assert.That(await NotifyAsync(Notified.Saying("late"), "hospital"), Is.EqualTo(Refusal(IntakeRefusal.PastNotification)));
        Assert.That(await NotifyAsync(Notified.Saying("late"), "registry", mayRegister: true), Is.EqualTo(Refusal(IntakeRefusal.PastNotification)));
        Assert.That(await KindsAsync(), Is.EqualTo(new[] { ChangeKind.Notified, ChangeKind.Notified, ChangeKind.Registered }));
    }

    [Test]
    public async Task Lets_nobody_notify_over_what_was_registered_and_cancelled()
    {
        await NotifyAsync(Notified, "hospital");
        await TakeAsync(RecordBuilder.Birth(), partner: "registry");
        await TakeAsync(RecordBuilder.Birth().InStatus(RegistrationStatus.Notified).Saying("back"), partner: "registry");

        Assert.That(await NotifyAsync(Notified.Saying("more"), "hospital"), Is.EqualTo(Refusal(IntakeRefusal.PastNotification)));
    }

    [Test]
    public async Task Keeps_a_registered_record_to_who_registered_it()
    {
        await TakeAsync(RecordBuilder.Birth());

        Assert.That(await TakeAsync(RecordBuilder.Birth().Saying("x"), partner: "b"), Is.EqualTo(Refusal(IntakeRefusal.OfAnotherPartner)));
        Assert.That(await TakeAsync(RecordBuilder.Birth().Saying("x")), Is.InstanceOf<IntakeOutcome.Accepted>());
    }

    [Test]
    public async Task Lets_a_registration_system_take_over_what_was_imported()
    {
        await Storage.Writer.SaveAsync(RecordBuilder.Birth().Entry(), default);

        Assert.That(await NotifyAsync(Notified, "hospital"), Is.EqualTo(Refusal(IntakeRefusal.OfAnotherPartner)));
        Assert.That(await TakeAsync(RecordBuilder.Birth().Saying("x")), Is.InstanceOf<IntakeOutcome.Accepted>());
        Assert.That(await TakeAsync(RecordBuilder.Birth().Saying("y"), partner: "b"), Is.EqualTo(Refusal(IntakeRefusal.OfAnotherPartner)));
    }

    [Test]
    public async Task Makes_no_record_one_of_another_event()
    {
        await TakeAsync(RecordBuilder.Birth());

        Assert.That(await TakeAsync(RecordBuilder.Marriage()), Is.EqualTo(Refusal(IntakeRefusal.OtherEvent)));
    }

    [Test]
    public async Task Stores_the_same_bundle_once_when_it_comes_many_times_at_once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TakeAsync(RecordBuilder.Birth(), identifier: "b1")));

        Assert.That(outcomes.Cast<IntakeOutcome.Accepted>().Select(accepted => (accepted.Created, accepted.Version)).Distinct(), Is.EqualTo(new[] { (true, 1L) }));
        Assert.That(await KindsAsync(), Is.EqualTo(new[] { ChangeKind.Registered }));
        Assert.That(((SearchOutcome.Page)await Storage.Registry.SearchAsync(Query.ByNumber("NORECORD1"), default)).Records, Has.Count.EqualTo(1));
    }

    private static IntakeOutcome.Refused Refusal(IntakeRefusal reason) => new(reason);

    private Task<IntakeOutcome> NotifyAsync(RecordBuilder record, string partner, bool mayRegister = false) =>
        Storage.Intake.TakeAsync(Submission(record, partner, null, []) with { IsNotification = true, MayRegister = mayRegister }, default);

    private Task<IntakeOutcome> TakeAsync(RecordBuilder record, string? identifier = null, string partner = "a", IReadOnlyList<Place>? places = null) =>
        Storage.Intake.TakeAsync(Submission(record, partner, identifier, places ?? []), default);

    private static Submission Submission(RecordBuilder record, string partner, string? identifier, IReadOnlyList<Place> places) => new()
    {
        Entry = record.CameBy("posted").Entry() with { Announced = true },
        PartnerId = partner,
        MayRegister = true,
        IsNotification = false,
        Identifier = identifier is null ? default(ReadOnlyMemory<byte>?) : SHA256.HashData(Encoding.UTF8.GetBytes(identifier)),
        Digest = SHA256.HashData(record.Bundle()),
        NewPlaces = places,
    };

    private async Task<List<ChangeKind>> KindsAsync() => [.. (await Storage.Changes.ReadAsync(0, 100, default)).Select(change => change.Kind)];
}
