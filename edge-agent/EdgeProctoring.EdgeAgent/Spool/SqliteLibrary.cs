using System.Reflection;
using System.Runtime.InteropServices;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Prefers the machine's own SQLite, which the campus's updates patch, to the one that the package carries.</summary>
internal static class SqliteLibrary
{
    private const string OfTheMachine = "libsqlite3.so.0";
    private static readonly Lock _gate = new();
    private static bool _ready;

    public static void Prepare()
    {
        lock (_gate)
        {
            if (!_ready)
            {
                NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
                SQLitePCL.Batteries_V2.Init();
                _ready = true;
            }
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" && NativeLibrary.TryLoad(OfTheMachine, out var library) ? library : 0;
}
