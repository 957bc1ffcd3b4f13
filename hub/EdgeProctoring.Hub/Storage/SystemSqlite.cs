using System.Reflection;
using System.Runtime.InteropServices;

namespace EdgeProctoring.Hub.Storage;

/// <summary>Prefers the machine's own SQLite library, which the system's updates patch; the bundled one stands in.</summary>
internal static class SystemSqlite
{
    private static readonly Lazy<bool> _loaded = new(Load);

    public static void Require() => _ = _loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Find);
        SQLitePCL.Batteries_V2.Init();
        return true;
    }

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", assembly, path, out var library) ? library : 0;
}
