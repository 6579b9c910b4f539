package skybourse.files.codec;

import ai.onnx.proto.OnnxMl;
import skybourse.learning.networks.Activation;

/** Builder of an ONNX graph. Methods that add nodes return the name of the result. Not thread-safe. */
final class OnnxGraph {

    static final String PROPERTY = "skybourse";

    private static final int OPERATORS_VERSION = 13;
    private static final int IR_VERSION = 7;

    private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
    private int names;

    OnnxGraph(String name) {
        graph.setName(name);
    }

    private String fresh() {
        return "t" + names++;
    }

    /** Adds a node with an operator. */
    String operator(String type, String... inputs) {
        String output = fresh();
        OnnxMl.NodeProto.Builder node =
                OnnxMl.NodeProto.newBuilder().setOpType(type).addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        graph.addNode(node);
        return output;
    }

    /** Adds an output {@code float[rows][columns]} of the graph that has the value of {@code result}. */
    void output(String result, String name, int columns) {
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setOpType("Identity")
                .addInput(result)
                .addOutput(name));
        graph.addOutput(value(name, columns));
    }

    /** Adds an input {@code float[rows][columns]} of the graph. */
    String input(String name, int columns) {
        graph.addInput(value(name, columns));
        return name;
    }

    private static OnnxMl.ValueInfoProto value(String name, int columns) {
        OnnxMl.TensorShapeProto shape = OnnxMl.TensorShapeProto.newBuilder()
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(columns))
                .build();
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }

    /** Adds a constant matrix in row-major order. */
    String constant(int rows, int columns, float... numbers) {
        String name = fresh();
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
                .addDims(rows)
                .addDims(columns);
        for (float number : numbers) {
            tensor.addFloatData(number);
        }
        graph.addInitializer(tensor);
        return name;
    }

    String scaled(String x, float factor) {
        return operator("Mul", x, constant(1, 1, factor));
    }

    String affine(String x, String weights, String bias) {
        return operator("Add", operator("MatMul", x, weights), bias);
    }

    String activated(Activation activation, String x) {
        return switch (activation) {
            case LINEAR -> x;
            case RELU -> operator("Relu", x);
            case TANH -> operator("Tanh", x);
            case MISH -> operator("Mul", x, operator("Tanh", operator("Softplus", x)));
        };
    }

    /** Returns the ONNX model as bytes; {@code header} is the header of the model's file. */
    byte[] bytes(String producer, String header) {
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("skybourse")
                .setProducerVersion(producer)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPERATORS_VERSION))
                .addMetadataProps(OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey(PROPERTY)
                        .setValue(header))
                .setGraph(graph)
                .build()
                .toByteArray();
    }
}
