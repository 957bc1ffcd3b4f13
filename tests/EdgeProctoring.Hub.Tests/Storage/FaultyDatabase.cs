using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Tests.Storage;

/// <summary>The power goes at the n-th call to the database, and nothing works any more until somebody starts again.</summary>
internal sealed class FaultyDatabase(IDatabase inner, int failingCall, bool transient) : IDatabase
{
    private int _calls;

    public string Engine => inner.Engine;

    /// <summary>False where the work was done before the failing call came.</summary>
    public bool HasFailed => _calls >= failingCall;

    public async Task<DbConnection> OpenAsync(CancellationToken cancel) => new FaultyConnection(await inner.OpenAsync(cancel), Count);

    public async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancel)
    {
        Count();
        var faulty = (FaultyConnection)connection;
        return new FaultyTransaction(await inner.BeginAsync(faulty.Inner, cancel), faulty, Count);
    }

    public string Adapt(string migration) => inner.Adapt(migration);

    public bool IsTransient(Exception error) => error is PowerCutException ? transient : inner.IsTransient(error);

    public Task<string?> FindDamageAsync(CancellationToken cancel) => inner.FindDamageAsync(cancel);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Count()
    {
        var call = Interlocked.Increment(ref _calls);
        // A power cut lasts; a hiccup does not.
        if (transient ? call == failingCall : call >= failingCall)
        {
            throw new PowerCutException();
        }
    }

    private sealed class FaultyConnection(DbConnection inner, Action count) : DbConnection
    {
        public DbConnection Inner => inner;

        [AllowNull]
        public override string ConnectionString { get => inner.ConnectionString; set => inner.ConnectionString = value; }
        public override string Database => inner.Database;
        public override string DataSource => inner.DataSource;
        public override string ServerVersion => inner.ServerVersion;
        public override ConnectionState State => inner.State;
        public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);
        public override void Close() => inner.Close();
        public override void Open() => inner.Open();
        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();
        protected override DbCommand CreateDbCommand() => new FaultyCommand(inner.CreateCommand(), count);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }
            base.Dispose(disposing);
        }
    }

    private sealed class FaultyTransaction(DbTransaction inner, FaultyConnection connection, Action count) : DbTransaction
    {
        public DbTransaction Inner => inner;
        public override IsolationLevel IsolationLevel => inner.IsolationLevel;
        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
            count();
            inner.Commit();
        }

        public override void Rollback() => inner.Rollback();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }
            base.Dispose(disposing);
        }
    }

    private sealed class FaultyCommand(DbCommand inner, Action count) : DbCommand
    {
        [AllowNull]
        public override string CommandText { get => inner.CommandText; set => inner.CommandText = value; }
        public override int CommandTimeout { get => inner.CommandTimeout; set => inner.CommandTimeout = value; }
        public override CommandType CommandType { get => inner.CommandType; set => inner.CommandType = value; }
        public override bool DesignTimeVisible { get; set; }
        public override UpdateRowSource UpdatedRowSource { get => inner.UpdatedRowSource; set => inner.UpdatedRowSource = value; }
        protected override DbConnection? DbConnection { get; set; }
        protected override DbParameterCollection DbParameterCollection => inner.Parameters;
        protected override DbTransaction? DbTransaction { get; set { field = value; inner.Transaction = (value as FaultyTransaction)?.Inner; } }
        public override void Cancel() => inner.Cancel();
        public override void Prepare() => inner.Prepare();
        protected override DbParameter CreateDbParameter() => inner.CreateParameter();
        public override int ExecuteNonQuery() => Counted().ExecuteNonQuery();
        public override object? ExecuteScalar() => Counted().ExecuteScalar();
        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Counted().ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }
            base.Dispose(disposing);
        }

        private DbCommand Counted()
        {
            count();
            return inner;
        }
    }
}

/// <summary>What a program meets when the machine stops under it.</summary>
internal sealed class PowerCutException() : Exception("The power is gone.");
