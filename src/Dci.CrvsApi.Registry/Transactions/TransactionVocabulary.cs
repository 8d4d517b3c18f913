namespace Dci.CrvsApi.Registry.Transactions;

/// <summary>What an asynchronous message asks for.</summary>
public enum TransactionKind
{
    Search = 1,
    TxnStatus = 2,
    Subscribe = 3,
    Unsubscribe = 4,
}

/// <summary>How a message's content is kept.</summary>
public enum ContentForm
{
    /// <summary>The JSON of <c>message</c>.</summary>
    Json = 1,

    /// <summary>The JSON of an encrypted <c>message</c>, as received.</summary>
    Encrypted = 2,

    /// <summary>A CSV file.</summary>
    Csv = 3,
}

/// <summary>How far a transaction or one of its items has come.</summary>
public enum WorkState
{
    Received = 0,
    Pending = 1,
    Succeeded = 2,
    Rejected = 3,
}
