namespace Dci.CrvsApi.Storage.Sql;

/// <summary>
/// A statement that stays prepared on its session and is run many times. Parameters are bound by the order in which they first stand in the text,
/// from 1; columns are read from 0.
/// </summary>
internal abstract class SqlStatement : IDisposable
{
    /// <summary>The number of a parameter by its name; 0 when the text has none of that name.</summary>
    public abstract int ParameterOf(string name);

    public abstract void Bind(int parameter, long value);

    public abstract void Bind(int parameter, string? value);

    public abstract void Bind(int parameter, ReadOnlySpan<byte> value);

    public abstract void BindNull(int parameter);

    public void Bind(int parameter, long? value)
    {
        if (value is { } number)
            Bind(parameter, number);
        else
            BindNull(parameter);
    }

    public void Bind(int parameter, DateTimeOffset instant) => Bind(parameter, instant.ToUnixTimeMilliseconds());

    public void Bind(int parameter, DateTimeOffset? instant) => Bind(parameter, instant?.ToUnixTimeMilliseconds());

    /// <summary>Moves to the next row; false after the last. <see cref="Reset"/> must follow, whatever happens.</summary>
    public abstract bool Read();

    public abstract bool IsNull(int column);

    public abstract long Int64(int column);

    public abstract string Text(int column);

    public abstract byte[] Blob(int column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateTimeOffset Instant(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Int64(column));

    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);

    /// <summary>Runs a statement that gives one number, null when it gives no row.</summary>
    public long? ReadNumber()
    {
        try
        {
            return Read() ? Int64OrNull(0) : null;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a statement that gives numbers.</summary>
    public List<long> ReadNumbers()
    {
        try
        {
            var numbers = new List<long>();
            while (Read())
                numbers.Add(Int64(0));
            return numbers;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Makes the statement ready to be bound and run again.</summary>
    public abstract void Reset();

    /// <summary>Runs a statement that gives no rows, and tells how many it changed.</summary>
    public abstract int Execute();

    public abstract void Dispose();
}
