using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeProctoring.Packages.Tests.OnnxRuntime;

public sealed class InferenceSessionTests : IDisposable
{
    private readonly SessionOptions _options;
    private readonly RunOptions _run;

    public InferenceSessionTests()
    {
        NativeRuntime.Require();
        _options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _run = new RunOptions();
    }

    [Fact]
    public void Runs_a_model_of_floats()
    {
        using var session = new InferenceSession(TinyModel.Relu(), _options);
        using var input = OrtValue.CreateTensorValueFromMemory(new[] { -1f, 2f, -3f, 4.5f }, [1, 4]);
        using var results = session.Run(_run, ["x"], [input], ["y"]);
        Assert.Equal([0f, 2f, 0f, 4.5f], Assert.Single(results).GetTensorDataAsSpan<float>().ToArray());
        Assert.Equal([1L, 4L], results[0].GetTensorTypeAndShape().Shape);
    }

    [Fact]
    public void Runs_a_model_of_whole_numbers_into_a_value_that_exists()
    {
        using var session = new InferenceSession(TinyModel.AddWhole(), _options);
        using var a = OrtValue.CreateTensorValueFromMemory(new[] { 1L, 2L, long.MaxValue - 1 }, [3]);
        using var b = OrtValue.CreateTensorValueFromMemory(new[] { 10L, -2L, 1L }, [3]);
        var sum = new long[3];
        using var total = OrtValue.CreateTensorValueFromMemory(sum, [3]);
        session.Run(_run, ["a", "b"], [a, b], ["total"], [total]);
        Assert.Equal([11L, 0L, long.MaxValue], sum);
    }

    [Fact]
    public void Runs_bound_memory_without_allocating()
    {
        using var session = new InferenceSession(TinyModel.Relu(), _options);
        var (fed, got) = (new float[4], new float[4]);
        using var input = OrtValue.CreateTensorValueFromMemory(fed, [1, 4]);
        using var output = OrtValue.CreateTensorValueFromMemory(got, [1, 4]);
        using var binding = session.CreateIoBinding();
        binding.BindInput("x", input);
        binding.BindOutput("y", output);
        session.RunWithBinding(_run, binding);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
        {
            fed[0] = round;
            session.RunWithBinding(_run, binding);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(999f, got[0]);
    }

    [Fact]
    public void Describes_inputs_and_outputs()
    {
        using var session = new InferenceSession(TinyModel.Relu(), _options);
        Assert.Equal(["x"], session.InputNames);
        Assert.Equal([-1, 4], session.InputMetadata["x"].Dimensions);
        Assert.Equal(typeof(float), session.OutputMetadata["y"].ElementType);
        using var whole = new InferenceSession(TinyModel.AddWhole(), _options);
        Assert.Equal(TensorElementType.Int64, whole.InputMetadata["a"].ElementDataType);
        Assert.Equal(typeof(long), whole.InputMetadata["b"].ElementType);
    }

    [Fact]
    public void Opens_a_model_file_and_the_seed_detector()
    {
        var file = Checkout.Shared("models", "own", "hall-seed.onnx");
        using var session = new InferenceSession(file, _options);
        using var picture = OrtValue.CreateTensorValueFromMemory(new float[3 * 320 * 320], [1, 3, 320, 320]);
        using var results = session.Run(_run, ["image"], [picture], ["det"]);
        Assert.Equal([1L, 3L, 2100L, 6L], results[0].GetTensorTypeAndShape().Shape);
    }

    [Fact]
    public void Names_a_file_that_is_missing()
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => new InferenceSession("/nowhere/model.onnx", _options));
        Assert.Contains("/nowhere/model.onnx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_bytes_that_are_no_model_and_goes_on()
    {
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession("garbage"u8.ToArray(), _options));
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(Array.Empty<byte>(), _options));
        Runs_a_model_of_floats();
    }

    [Fact]
    public void Refuses_a_wrong_shape_a_wrong_name_and_a_wrong_type_by_name()
    {
        using var session = new InferenceSession(TinyModel.Relu(), _options);
        using var wide = OrtValue.CreateTensorValueFromMemory(new float[5], [1, 5]);
        Assert.Contains("x", Assert.Throws<OnnxRuntimeException>(() => session.Run(_run, ["x"], [wide], ["y"])).Message, StringComparison.Ordinal);
        Assert.Contains("'z'", Assert.Throws<OnnxRuntimeException>(() => session.Run(_run, ["z"], [wide], ["y"])).Message, StringComparison.Ordinal);
        using var whole = OrtValue.CreateTensorValueFromMemory(new long[4], [1, 4]);
        Assert.Throws<OnnxRuntimeException>(() => session.Run(_run, ["x"], [whole], ["y"]));
        Assert.Throws<OnnxRuntimeException>(() => whole.GetTensorDataAsSpan<float>().Length);
    }

    [Theory, InlineData(5), InlineData(-1)]
    public void Refuses_memory_that_does_not_fit_its_shape(long side) =>
        Assert.Throws<OnnxRuntimeException>(() => OrtValue.CreateTensorValueFromMemory(new float[4], [1, side]));

    [Fact]
    public void Refuses_to_run_after_it_was_disposed_of()
    {
        var session = new InferenceSession(TinyModel.Relu(), _options);
        using var input = OrtValue.CreateTensorValueFromMemory(new float[4], [1, 4]);
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run(_run, ["x"], [input], ["y"]));
    }

    [Fact]
    public void Ends_a_run_that_is_told_to_terminate()
    {
        using var session = new InferenceSession(TinyModel.Relu(), _options);
        using var input = OrtValue.CreateTensorValueFromMemory(new float[4], [1, 4]);
        _run.Terminate = true;
        Assert.Throws<OnnxRuntimeException>(() => session.Run(_run, ["x"], [input], ["y"]));
        _run.Terminate = false;
        session.Run(_run, ["x"], [input], ["y"]).Dispose();
    }

    [Fact]
    public void Serves_several_threads_at_once()
    {
        using var session = new InferenceSession(TinyModel.Relu(), _options);
        Parallel.For(0, 8, number =>
        {
            using var input = OrtValue.CreateTensorValueFromMemory(new float[] { number, -1, 0, 0 }, [1, 4]);
            for (var round = 0; round < 500; round++)
            {
                using var results = session.Run(_run, ["x"], [input], ["y"]);
                Assert.Equal(number, results[0].GetTensorDataAsSpan<float>()[0]);
            }
        });
    }

    [Fact]
    public void Takes_a_setting_by_name()
    {
        _options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        Assert.Throws<OnnxRuntimeException>(() => _options.AddSessionConfigEntry("", "0"));
        Assert.StartsWith("1.", OrtEnv.Instance().GetVersionString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _options?.Dispose();
        _run?.Dispose();
    }
}
