namespace Dci.CrvsApi.Storage.Sql;

/// <summary>Numbers that rise in the same transaction as what they count, so that no reader passes an uncommitted one.</summary>
internal static class Counter
{
    /// <summary>The last sequence number of a record.</summary>
    public const string Record = "record";

    /// <summary>The last number of the change feed.</summary>
    public const string Change = "change";

    /// <summary>Rises with every change that a search could notice.</summary>
    public const string Register = "register";

    /// <summary>Rises when the place tree changes.</summary>
    public const string Place = "place";

    /// <summary>The counter as the session's transaction sees it.</summary>
    public static long Read(SqlSession session, string name)
    {
        var statement = session.Prepare("SELECT value FROM counter WHERE name = @name");
        statement.Bind(1, name);
        try
        {
            return statement.Read() ? statement.Int64(0) : throw new InvalidOperationException($"The counter {name} is missing.");
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Raises the counter and gives its new value.</summary>
    public static long Raise(SqlSession session, string name, long by = 1)
    {
        var statement = session.Prepare("UPDATE counter SET value = value + @by WHERE name = @name");
        statement.Bind(1, by);
        statement.Bind(2, name);
        statement.Execute();
        return Read(session, name);
    }
}
