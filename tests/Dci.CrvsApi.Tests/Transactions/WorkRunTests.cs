using Dci.CrvsApi.Access;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Tests.Partners;
using Dci.CrvsApi.Transactions;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Transactions;

internal sealed class WorkRunTests
{
    private readonly TransactionWork _work = new()
    {
        TransactionNo = 7,
        PartnerId = "partner",
        Kind = TransactionKind.Search,
        TransactionId = "t",
        CorrelationId = "c",
        AcceptedAt = default,
        Request = default,
        Form = ContentForm.Json,
        TotalCount = 1,
    };

    private PartnerHouse _house = null!;
    private NotingTransactionLog _log = null!;
    private Work _plan = null!;
    private Admission _admission = null!;

    [SetUp]
    public async Task Prepare()
    {
        _house = new PartnerHouse();
        await _house.AddAsync(Registrations.Valid("partner") with { Limits = new() { Unfinished = 1 } });
        (_log, _plan, _admission) = (new NotingTransactionLog(), new Work(), new Admission(Options.Create(new AdmissionOptions())));
        _admission.Add("partner");
    }

    [TearDown]
    public void Leave() => _house.Dispose();

    [Test]
    public async Task Makes_room_when_the_work_is_done()
    {
        await RunAsync(_work);

        Assert.That(_plan.CarriedOut, Is.EqualTo(1));
        Assert.That(_admission.Refuse((await _house.FindAsync("partner"))!), Is.Null);
    }

    [Test]
    public async Task Rejects_and_tells_nobody_when_the_partner_was_disabled()
    {
        await _house.Administration.DisableAsync("partner", CancellationToken.None);
        await RunAsync(_work);

        Assert.That(_plan.CarriedOut, Is.Zero);
        Assert.That(_plan.Rejected, Is.EqualTo(1));
        Assert.That(_plan.Told, Is.Null);
    }

    [TestCase(0, 1)]
    [TestCase(3, 8)]
    [TestCase(50, 60)]
    public async Task Gives_back_what_the_register_could_not_answer_however_often(int tries, int seconds)
    {
        _plan.Fault = new RegisterUnavailableException("away");
        await RunAsync(_work with { Tries = tries });

        Assert.That(_log.Postponed, Is.EqualTo(_house.Clock.GetUtcNow().AddSeconds(seconds)));
        Assert.That(_plan.Rejected, Is.Zero);
    }

    [TestCase(0, 0)]
    [TestCase(3, 0)]
    [TestCase(4, 1)]
    public async Task Rejects_what_fails_again_and_again_and_says_whose_fault_it_is(int tries, int rejected)
    {
        _plan.Fault = new InvalidOperationException("a bug");
        await RunAsync(_work with { Tries = tries });

        Assert.That(_plan.Rejected, Is.EqualTo(rejected));
        Assert.That(_log.Postponed is null, Is.EqualTo(rejected == 1));
        if (rejected == 1)
            Assert.That(_plan.Reason, Does.Contain("fault is its own"));
    }

    private Task RunAsync(TransactionWork work) =>
        new WorkRun([_plan], _house.Directory, _log, _admission, new WorkerIdentity(), _house.Clock, NullLogger<WorkRun>.Instance)
            .RunAsync(new WaitingWork(work, default, default), CancellationToken.None);

    /// <summary>Work that does what the test says and notes what was asked of it.</summary>
    private sealed class Work : ITransactionWork
    {
        public TransactionKind Kind => TransactionKind.Search;

        public Exception? Fault { get; set; }

        public int CarriedOut { get; private set; }

        public int Rejected { get; private set; }

        public Partner? Told { get; private set; }

        public string? Reason { get; private set; }

        public Task<bool> CarryOutAsync(WaitingWork waiting, Partner partner, CancellationToken cancellationToken)
        {
            if (Fault is not null)
                throw Fault;
            CarriedOut++;
            return Task.FromResult(true);
        }

        public Task<bool> RejectAsync(WaitingWork waiting, Partner? partner, string reason, CancellationToken cancellationToken)
        {
            Rejected++;
            (Told, Reason) = (partner, reason);
            return Task.FromResult(true);
        }
    }
}
