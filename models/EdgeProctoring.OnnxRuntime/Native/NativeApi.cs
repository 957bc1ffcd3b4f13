using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>The C API of the native library, reached through its function table. Loaded at the first use; a failed load is tried again at the next.</summary>
internal static unsafe class NativeApi
{
    /// <summary>The oldest table that has every slot that is used; later libraries keep serving it.</summary>
    private const uint TableVersion = 14;
    private const int LogErrorsOnly = 3;
    private const int ArenaAllocator = 1;
    private const int DefaultMemory = 0;

    private static readonly Lock _loading = new();
    private static nint* _table;
    /// <summary>Set last: another thread must not see the table before there is an environment.</summary>
    private static volatile bool _loaded;
    private static nint _environment;
    private static nint _allocator;
    private static string _version = "";

    public static nint Environment { get { _ = Table; return _environment; } }
    public static nint Allocator { get { _ = Table; return _allocator; } }
    public static string Version { get { _ = Table; return _version; } }

    private static nint* Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _loaded ? _table : Load();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* At(Slot slot) => (void*)Table[(int)slot];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(nint status)
    {
        if (status != 0)
        {
            Throw(status);
        }
    }

    public static nint Make(Slot slot)
    {
        nint made;
        Check(((delegate* unmanaged<nint*, nint>)At(slot))(&made));
        return made;
    }

    public static nint Make(Slot slot, nint from)
    {
        nint made;
        Check(((delegate* unmanaged<nint, nint*, nint>)At(slot))(from, &made));
        return made;
    }

    public static nint MakeCpuMemory()
    {
        nint made;
        Check(((delegate* unmanaged<int, int, nint*, nint>)At(Slot.CreateCpuMemoryInfo))(ArenaAllocator, DefaultMemory, &made));
        return made;
    }

    public static void Call(Slot slot, nint target) => Check(((delegate* unmanaged<nint, nint>)At(slot))(target));

    public static void Call(Slot slot, nint target, int value) => Check(((delegate* unmanaged<nint, int, nint>)At(slot))(target, value));

    public static void Release(Slot slot, nint handle)
    {
        if (handle != 0)
        {
            ((delegate* unmanaged<nint, void>)At(slot))(handle);
        }
    }

    private static void Throw(nint status)
    {
        var code = ((delegate* unmanaged<nint, int>)At(Slot.GetErrorCode))(status);
        var message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)At(Slot.GetErrorMessage))(status)) ?? "";
        Release(Slot.ReleaseStatus, status);
        throw new OnnxRuntimeException((ErrorCode)code, message);
    }

    private static nint* Load()
    {
        lock (_loading)
        {
            return _table != null ? _table : Load(LibraryFinder.Find());
        }
    }

    private static nint* Load(string path)
    {
        var library = NativeLibrary.Load(path);
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var export))
        {
            NativeLibrary.Free(library);
            throw new DllNotFoundException($"'{path}' is not an ONNX Runtime library: it has no OrtGetApiBase.");
        }
        var entry = ((delegate* unmanaged<ApiBase*>)export)();
        var version = Marshal.PtrToStringUTF8((nint)entry->GetVersionString()) ?? "?";
        var table = entry->GetApi(TableVersion);
        if (table == null)
        {
            throw new DllNotFoundException($"'{path}' is ONNX Runtime {version}, which does not serve API version {TableVersion}.");
        }
        nint environment;
        nint allocator;
        _table = table;
        try
        {
            fixed (byte* name = "edgeproctoring"u8)
            {
                Check(((delegate* unmanaged<int, byte*, nint*, nint>)table[(int)Slot.CreateEnv])(LogErrorsOnly, name, &environment));
            }
            Check(((delegate* unmanaged<nint*, nint>)table[(int)Slot.GetAllocatorWithDefaultOptions])(&allocator));
        }
        catch
        {
            _table = null;
            throw;
        }
        (_environment, _allocator, _version) = (environment, allocator, version);
        _loaded = true;
        return table;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ApiBase
    {
        public delegate* unmanaged<uint, nint*> GetApi;
        public delegate* unmanaged<byte*> GetVersionString;
    }
}
