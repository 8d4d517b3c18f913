namespace Dci.CrvsApi.Storage.Sql.Sqlite;

/// <summary>SQLite's primary result codes that mean something to us.</summary>
internal static class SqliteCodes
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int NoMemory = 7;
    public const int ReadOnly = 8;
    public const int InputOutput = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CanNotOpen = 14;
    public const int Constraint = 19;
    public const int NotADatabase = 26;
}
