using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How a session is made. Changing it later does not change sessions that exist.</summary>
public class SessionOptions : SafeHandle
{
    private bool _arena = true;
    private OrtLoggingLevel _severity = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private int _intraOpThreads;
    private int _interOpThreads;
    private GraphOptimizationLevel _optimization = GraphOptimizationLevel.ORT_ENABLE_ALL;
    private ExecutionMode _execution = ExecutionMode.ORT_SEQUENTIAL;

    public SessionOptions() : base(0, true) => SetHandle(NativeApi.Make(Slot.CreateSessionOptions));

    public override bool IsInvalid => handle == 0;
    internal nint Pointer => handle;

    /// <summary>Whether memory of runs is kept for the next; default true.</summary>
    public bool EnableCpuMemArena
    {
        get => _arena;
        set
        {
            NativeApi.Call(value ? Slot.EnableCpuMemArena : Slot.DisableCpuMemArena, handle);
            _arena = value;
        }
    }

    public OrtLoggingLevel LogSeverityLevel
    {
        get => _severity;
        set => Set(Slot.SetSessionLogSeverityLevel, (int)(_severity = value));
    }

    /// <summary>Threads inside one operator; 0 = as many as cores.</summary>
    public int IntraOpNumThreads
    {
        get => _intraOpThreads;
        set => Set(Slot.SetIntraOpNumThreads, _intraOpThreads = value);
    }

    /// <summary>Threads across operators; 0 = as many as cores.</summary>
    public int InterOpNumThreads
    {
        get => _interOpThreads;
        set => Set(Slot.SetInterOpNumThreads, _interOpThreads = value);
    }

    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get => _optimization;
        set => Set(Slot.SetSessionGraphOptimizationLevel, (int)(_optimization = value));
    }

    public ExecutionMode ExecutionMode
    {
        get => _execution;
        set => Set(Slot.SetSessionExecutionMode, (int)(_execution = value));
    }

    /// <summary>Sets an option that has no property, such as <c>session.intra_op.allow_spinning</c>.</summary>
    public unsafe void AddSessionConfigEntry(string configKey, string configValue)
    {
        var (key, value) = (new Utf8Name(configKey), new Utf8Name(configValue));
        NativeApi.Check(((delegate* unmanaged<nint, nint, nint, nint>)NativeApi.At(Slot.AddSessionConfigEntry))(handle, key.Pointer, value.Pointer));
        GC.KeepAlive(key);
        GC.KeepAlive(value);
    }

    protected override bool ReleaseHandle()
    {
        NativeApi.Release(Slot.ReleaseSessionOptions, handle);
        return true;
    }

    private void Set(Slot slot, int value) => NativeApi.Call(slot, handle, value);
}
