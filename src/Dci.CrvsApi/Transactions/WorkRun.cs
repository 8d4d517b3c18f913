using System.Collections.Frozen;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Workers;

namespace Dci.CrvsApi.Transactions;

/// <summary>Runs work once, and whatever comes of it, the transaction is finished, given back to be tried again, or left to the next start.</summary>
internal sealed partial class WorkRun(
    IEnumerable<ITransactionWork> works, PartnerDirectory partners, ITransactionLog log, Admission admission, WorkerIdentity worker, TimeProvider clock, ILogger<WorkRun> logger)
{
    private const int MostFailures = 5;
    private const string Ours = "This server failed on this message and will not try again; the fault is its own. Send the message again, or tell its operator.";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly FrozenDictionary<TransactionKind, ITransactionWork> _works = works.ToFrozenDictionary(work => work.Kind);

    public async Task RunAsync(WaitingWork waiting, CancellationToken cancellationToken)
    {
        try
        {
            await RunOnceAsync(waiting, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Left(logger, waiting.Work.TransactionNo);
        }
        catch (RegisterUnavailableException away)
        {
            Log.StoreAway(logger, waiting.Work.TransactionNo, away.Message);
            await GiveBackAsync(waiting.Work, cancellationToken);
        }
        catch (Exception fault)
        {
            Log.Failed(logger, waiting.Work.TransactionNo, fault);
            await GiveBackAsync(waiting.Work, cancellationToken);
        }
    }

    private async Task RunOnceAsync(WaitingWork waiting, CancellationToken cancellationToken)
    {
        var work = waiting.Work;
        var partner = (await partners.FindAsync(work.PartnerId, cancellationToken))?.Partner;
        bool had;
        if (partner is not { Disabled: false })
            had = await _works[work.Kind].RejectAsync(waiting, null, "The partner was disabled before this was worked on.", cancellationToken);
        else
            had = await CarryOutAsync(waiting, partner, cancellationToken);
        if (had)
            admission.Remove(work.PartnerId);
        else
            Log.Lost(logger, work.TransactionNo);
    }

    private async Task<bool> CarryOutAsync(WaitingWork waiting, Partner partner, CancellationToken cancellationToken)
    {
        var work = _works[waiting.Work.Kind];
        try
        {
            return await work.CarryOutAsync(waiting, partner, cancellationToken);
        }
        catch (Exception fault) when (waiting.Work.Tries + 1 >= MostFailures && fault is not (OperationCanceledException or RegisterUnavailableException))
        {
            Log.GivenUp(logger, waiting.Work.TransactionNo, fault);
            return await work.RejectAsync(waiting, partner, Ours, cancellationToken);
        }
    }

    // Until it is given back nobody else would take it.
    private async Task GiveBackAsync(TransactionWork work, CancellationToken cancellationToken)
    {
        var wait = Wait(work.Tries);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await log.PostponeAsync(work.TransactionNo, worker.Id, clock.GetUtcNow() + wait, cancellationToken);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.NotGivenBack(logger, work.TransactionNo, fault);
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TimeSpan Wait(int tries)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(tries, 10)));
        return wait < LongestWait ? wait : LongestWait;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Transaction {TransactionNo} is left to the next start.")]
        public static partial void Left(ILogger logger, long transactionNo);

        [LoggerMessage(2, LogLevel.Warning, "Transaction {TransactionNo} is tried again later: {Reason}")]
        public static partial void StoreAway(ILogger logger, long transactionNo, string reason);

        [LoggerMessage(3, LogLevel.Error, "Transaction {TransactionNo} failed and is tried again later.")]
        public static partial void Failed(ILogger logger, long transactionNo, Exception exception);

        [LoggerMessage(4, LogLevel.Error, "Transaction {TransactionNo} failed for the last time; what is left of it is rejected.")]
        public static partial void GivenUp(ILogger logger, long transactionNo, Exception exception);

        [LoggerMessage(5, LogLevel.Warning, "Transaction {TransactionNo} could not be given back yet.")]
        public static partial void NotGivenBack(ILogger logger, long transactionNo, Exception exception);

        [LoggerMessage(6, LogLevel.Information, "Transaction {TransactionNo} went to another worker meanwhile.")]
        public static partial void Lost(ILogger logger, long transactionNo);
    }
}
