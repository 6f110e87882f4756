"""Writes a network as an ONNX graph, node by node."""

import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8


class Graph:
    def __init__(self):
        self._nodes, self._constants = [], []

    def constant(self, name, value):
        name = f"{name}_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(value, name))
        return name

    def node(self, operator, *inputs, output=None, **attributes):
        name = f"{operator.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [output or name], name=name, **attributes))
        return output or name

    def model(self, name, given, classes):
        """The finished model; `given` is its input's name, type and shape without the batch."""
        title, kind, shape = given
        graph = helper.make_graph(
            self._nodes, name,
            [helper.make_tensor_value_info(title, kind, ["batch", *shape])],
            [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", classes])],
            self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)],
                                  producer_name="macaroni-sample-zoo", producer_version="1")
        model.ir_version = IR_VERSION
        onnx.checker.check_model(model, full_check=True)
        return model


def export(name, given, layers, classes, normalise=None):
    """`layers` from the input to `probabilities`; `normalise` is a (mean, deviation) the graph applies itself."""
    graph = Graph()
    x = given[0]
    if normalise:
        x = graph.node("Sub", x, graph.constant("mean", normalise[0]))
        x = graph.node("Div", x, graph.constant("deviation", normalise[1]))
    for layer in layers:
        x = layer.export(graph, x)
    graph.node("Softmax", x, axis=1, output="probabilities")
    return graph.model(name, given, classes)
